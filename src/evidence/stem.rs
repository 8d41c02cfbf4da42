//! English words reduced to what a dictionary gloss and a running text have in common: lower case, no
//! inflection. Shared with `xtask`, which makes the lexicon, so that it and the text are stemmed alike.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::han::is_han;

/// Words that say nothing about what a sentence is about.
const STOP_WORDS: &str = "a an the of to in on at by for from with into onto upon as and or but nor so if then than that this these \
those there here is am are was were be been being do does did done doing have has had having will would shall should can could \
may might must not no n't it its itself he him his himself she her hers herself they them their theirs themselves we us our ours \
ourselves you your yours yourself i me my mine myself who whom whose which what when where why how all any both each few more \
most other some such only own same too very just also about over under again further once up down out off above below between \
through during before after while because until against s t d ll m re ve don didn doesn wasn weren isn aren hadn hasn haven won \
wouldn couldn shouldn sb sth etc oneself one's e.g i.e esp usu lit fig abbr var cl pr";

/// Irregular forms and the word they belong to.
const IRREGULAR: &str = "went:go gone:go goes:go came:come said:say says:say saw:see seen:see took:take taken:take gave:give \
given:give got:get gotten:get made:make knew:know known:know thought:think told:tell found:find left:leave felt:feel kept:keep \
began:begin begun:begin brought:bring bought:buy built:build caught:catch taught:teach chose:choose chosen:choose drew:draw \
drawn:draw drank:drink drunk:drink drove:drive driven:drive ate:eat eaten:eat fell:fall fallen:fall fought:fight flew:fly \
flown:fly forgot:forget forgotten:forget froze:freeze frozen:freeze grew:grow grown:grow heard:hear held:hold hid:hide \
hidden:hide hung:hang laid:lay led:lead lent:lend lost:lose meant:mean met:meet paid:pay ran:run rang:ring rung:ring rode:ride \
ridden:ride rose:rise risen:rise sang:sing sung:sing sank:sink sunk:sink sat:sit sold:sell sent:send shook:shake shaken:shake \
shot:shoot shone:shine slept:sleep slid:slide spoke:speak spoken:speak spent:spend stood:stand stole:steal stolen:steal \
struck:strike stricken:strike stuck:stick swam:swim swum:swim swore:swear sworn:swear swept:sweep tore:tear torn:tear \
threw:throw thrown:throw understood:understand woke:wake woken:wake wore:wear worn:wear wept:weep won:win wrote:write \
written:write broke:break broken:break bore:bear born:bear borne:bear bent:bend bit:bite bitten:bite blew:blow blown:blow \
bound:bind bred:breed crept:creep dealt:deal dug:dig dwelt:dwell fed:feed fled:flee flung:fling ground:grind knelt:kneel \
lay:lie lain:lie lit:light leapt:leap learnt:learn burnt:burn dreamt:dream smelt:smell spoilt:spoil sought:seek shrank:shrink \
shrunk:shrink spun:spin sprang:spring sprung:spring stung:sting strove:strive swung:swing trod:tread trodden:tread wound:wind \
wrung:wring slew:slay slain:slay spat:spit clung:cling forbade:forbid forbidden:forbid forgave:forgive forgiven:forgive \
became:become overcame:overcome undertook:undertake withdrew:withdraw withdrawn:withdraw bade:bid begot:beget begotten:beget \
spake:speak brake:break hath:have doth:do saith:say children:child men:man women:woman people:person feet:foot teeth:tooth \
geese:goose mice:mouse lives:life wives:wife knives:knife leaves:leaf thieves:thief selves:self halves:half wolves:wolf \
shelves:shelf calves:calf loaves:loaf oxen:ox brethren:brother dice:die criteria:criterion phenomena:phenomenon data:datum \
media:medium analyses:analysis crises:crisis bases:basis better:good best:good worse:bad worst:bad further:far farther:far \
furthest:far eldest:old elder:old older:old oldest:old colour:color honour:honor favour:favor labour:labor neighbour:neighbor \
behaviour:behavior harbour:harbor centre:center theatre:theater metre:meter litre:liter defence:defense offence:offense \
grey:gray tyre:tire cheque:check programme:program catalogue:catalog travelled:travel traveller:travel jewellery:jewelry \
mum:mother mom:mother mama:mother dad:father papa:father grandpa:grandfather grandma:grandmother kid:child guy:man lad:boy \
thee:you thou:you thy:you thine:you unto:to ye:you";

/// Stems English words; cheap to keep, costly to make for each word.
pub struct English {
    stemmer: Stemmer,
    stop: std::collections::HashSet<&'static str>,
    irregular: std::collections::HashMap<&'static str, &'static str>,
}

impl Default for English {
    fn default() -> Self {
        English {
            stemmer: Stemmer::create(Algorithm::English),
            stop: STOP_WORDS.split_whitespace().collect(),
            irregular: IRREGULAR.split_whitespace().filter_map(|pair| pair.split_once(':')).collect(),
        }
    }
}

impl English {
    /// Whether a lower-case word carries no content.
    pub fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// The stem of a lower-case word.
    pub fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match self.irregular.get(word) {
            Some(base) => self.stemmer.stem(base),
            None => self.stemmer.stem(word),
        }
    }
}

/// The words of an English text as byte ranges: those of Unicode Standard Annex 29 without Han characters; a
/// possessive `'s` is left off.
pub fn words(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    text.unicode_word_indices().filter(|(_, word)| !word.starts_with(is_han)).map(|(start, word)| {
        let kept = ["'s", "’s", "'S", "’S"].iter().find_map(|s| word.strip_suffix(s)).unwrap_or(word);
        start..start + kept.len()
    })
}
