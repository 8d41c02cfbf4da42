//! Word lists of the Chinese rules, each a file of `words/`: both scripts in one list.

use super::super::lists::words;

/// Verbs of speaking and thinking, of two characters.
pub(super) const SPEECH: &[&str] = words!("words/speech.txt");

/// Verbs of speaking and thinking, of one character.
pub(super) const SHORT_SPEECH: &[&str] = words!("words/short_speech.txt");

/// Words that end in a verb of speaking of one character and are something else.
pub(super) const NOT_SPEECH: &[&str] = words!("words/not_speech.txt");

/// What turns a verb of speaking after it into its absence, or into a noun: 没有人回答, 作出回应.
pub(super) const ABSENT: &[&str] = words!("words/absent.txt");

/// Openings of a new sentence, where a quotation before it was complete: persons, times, sources.
pub(super) const ANEW: &[&str] = words!("words/anew.txt");

/// What may stand between a verb of speaking and the end of its clause.
pub(super) const AFTER_SPEECH: &[&str] = words!("words/after_speech.txt");

/// Openings of a clause that tells what happened next, not who spoke.
pub(super) const TURNS: &[&str] = words!("words/turns.txt");

/// Verbs of speaking that name who is spoken to: 他告诉路透社.
pub(super) const TELLS: &[&str] = words!("words/tells.txt");

/// What makes 问 before it a noun, or its question a thing: 问题, 问候, 问了.
pub(super) const AFTER_ASK: &[&str] = words!("words/after_ask.txt");

/// Speaking that is over or goes along with an act: 他说完便走了.
pub(super) const SPOKEN: &[&str] = words!("words/spoken.txt");

/// Verbs that a statement follows as readily as a quotation.
pub(super) const STATES: &[&str] = words!("words/states.txt");

/// How a clause starts that says in which way, or with what gesture, something was said.
pub(super) const MANNER: &[&str] = words!("words/manner.txt");

/// Words after a quotation that make it part of a phrase.
pub(super) const PHRASE: &[&str] = words!("words/phrase.txt");

/// Words that start like one of phrase.txt and are another.
pub(super) const NOT_PHRASE: &[&str] = words!("words/not_phrase.txt");

/// Words that start like 这, 這 or 那 with a measure word and are no name for a quotation.
pub(super) const NOT_MEASURES: &[&str] = words!("words/not_measures.txt");

/// Measure words: after 这, 這, 那 one makes the quotation a name for something; 这时 and 这是 do not.
pub(super) const MEASURES: &[&str] = words!("words/measures.txt");

/// Words before a quotation that take it as their object within a phrase.
pub(super) const TAKES: &[&str] = words!("words/takes.txt");

/// Joins an act of the same speaker to the quotation before it.
pub(super) const THEN: &[&str] = words!("words/then.txt");

/// How an act of a person starts, after a word of then.txt: verbs of moving, looking, speaking.
pub(super) const ACTS: &[&str] = words!("words/acts.txt");

/// Nouns that a letter numbers: 维生素C, 方案B.
pub(super) const LETTERED: &[&str] = words!("words/lettered.txt");

/// Characters after an ellipsis with which its sentence goes on.
pub(super) const GOES_ON: &[&str] = words!("words/goes_on.txt");

/// Characters before an ellipsis that leave a clause open.
pub(super) const OPEN: &[&str] = words!("words/open.txt");
