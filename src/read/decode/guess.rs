//! Guesses at encodings that nothing declares.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};

/// Bytes looked at.
const SAMPLE: usize = 1 << 20;

/// Characters so common that hardly any Chinese sentence is without one, in either script.
const COMMON: &str = "的一是不了在人有我他这這中大来來上国國个個到说說们們为為子和你地出道也时時年得就那要下以生会會自着著去之过過家学學对對可她里裡后後小么麼心多天而能好都然没沒日于於起还還发發成事只作当當想看文无無开開手十用主行方又如前所本见見经經头頭面公同三已老从從动動两兩长長知民样樣现現分将將外但身些与與高意进進把法此实實回二理美点點月明其种種声聲全工己话話儿兒者向情部正名定女问問力机機给給等几幾很业業最间間新什打便位因重被走电電四第门門相次东東政海口使教西再平真听聽世气氣信北少关關并內内加化由却卻代军軍产產入先山五太水万萬市眼体體别別处處总總才场場师師书書比住员員九笑性通目华華报報立马馬命张張活难難神数數件安表原车車白应應路期叫死常提感金何更反合放做系系计計或司利受光王果亲親界及今京务務制解各任至清物台臺象记記边邊共风風战戰干接它许許八特觉覺望直服毛林题題建南度统統色字请請交爱愛让讓认認算论論百吃义義科怎元社术術结結六功指思非流每青管夫连連远遠资資队隊跟带帶花快条條院变變联聯言权權往展该該领領传傳近留红紅治决決周保达達办辦运運武半候七必城父强強步完革深区區即求品士转轉量空甚众眾技轻輕程告江语語英基派满滿式李息写寫呢识識极極令黄黃德收脸臉钱錢党黨倒未持取设設始版双雙历歷越史商千片容研像找友孩站广廣改议議形委早房音火际際则則首单單据據导導影失拿网網香似斯专專石若兵弟谁誰校读讀志飞飛观觀争爭究包组組造落视視济濟喜离離虽雖坏壞既";

/// The first line that is not UTF-8 where much of the text is: two encodings in one file.
pub(super) fn mixed(bytes: &[u8]) -> Option<usize> {
    let (mut good, mut bad, mut first) = (0usize, 0usize, None);
    for (number, line) in bytes.split(|b| *b == b'\n').enumerate().filter(|(_, line)| !line.is_ascii()) {
        match std::str::from_utf8(line) {
            // Two characters of GB18030 may be UTF-8 by chance; a whole line of them is not.
            Ok(text) => good += usize::from(text.chars().filter(|c| !c.is_ascii()).count() >= 4),
            // A stray byte or two are a slip in a line, not another encoding.
            Err(_) if line.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count() > 2 => {
                bad += 1;
                first.get_or_insert(number + 1);
            }
            Err(_) => {}
        }
    }
    first.filter(|_| good >= 2 && good * 4 >= bad)
}

/// UTF-16 without a byte order mark, by its bytes: the characters it would give are plausible.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let little = plausible_utf16(sample, u16::from_le_bytes);
    let big = plausible_utf16(sample, u16::from_be_bytes);
    match little.max(big) {
        best if best < 970 => None,
        best if best == little => Some(UTF_16LE),
        _ => Some(UTF_16BE),
    }
}

/// Plausible characters in a thousand; none where no mark, space or line end that every text has is there.
fn plausible_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> usize {
    let (mut good, mut marks, mut all) = (0usize, 0usize, 0usize);
    for pair in bytes.chunks_exact(2) {
        let value = unit([pair[0], pair[1]]);
        all += 1;
        good += usize::from(matches!(value,
            9 | 10 | 13 | 0x20..=0x7E | 0xA0..=0x17F | 0x2010..=0x203B | 0x3000..=0x30FF | 0x4E00..=0x9FA5
            | 0xFF00..=0xFFE6));
        marks += usize::from(matches!(value, 10 | 0x20 | 0x2E | 0x3002 | 0xFF0C | 0xFF01 | 0xFF1F));
    }
    // A Latin text in UTF-8 gives Han characters at random, but its marks would be rare.
    if marks * 100 < all { 0 } else { good * 1000 / all.max(1) }
}

/// Mostly valid multi-byte UTF-8 with a few bad bytes (a truncated or patched file).
pub(super) fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 10
}

/// UTF-8 with stray bytes of another code page, few beside it or in a file that is hardly more than ASCII: a valid
/// sequence of several bytes is next to never there by chance in a single-byte code page, and in text of a double-byte
/// one the broken sequences outnumber the valid ones.
pub(super) fn strays_in_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut long, mut bad) = (0usize, 0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars().filter(|c| !c.is_ascii()) {
            good += 1;
            long += usize::from(c.len_utf8() > 2);
        }
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let few = good > 0 && good >= bad || long > 0 && bad <= 8;
    few && [GB18030, BIG5].into_iter().all(|encoding| chinese_score(bytes, encoding) < 200)
}

/// GB18030, Big5, or what `chardetng` takes it for.
pub(super) fn legacy(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let guess = if guess == GBK { GB18030 } else { guess };
    let scores = [(GB18030, chinese_score(sample, GB18030)), (BIG5, chinese_score(sample, BIG5))];
    // Chinese text is a third to a half these characters; another encoding read as Chinese, a twentieth.
    match scores.into_iter().max_by_key(|(_, score)| *score) {
        Some((encoding, score)) if score >= 200 => encoding,
        _ => guess,
    }
}

/// Common characters in a thousand of those beyond ASCII; each undecodable place counts against it.
fn chinese_score(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let common: std::collections::HashSet<char> = COMMON.chars().collect();
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let (mut all, mut good, mut bad) = (0usize, 0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        good += usize::from(common.contains(&c) || matches!(c, '，' | '。' | '、'));
        bad += usize::from(c == '\u{FFFD}' || matches!(c, '\u{E000}'..='\u{F8FF}'));
    }
    (good * 1000 / all.max(1)).saturating_sub(bad * 5000 / all.max(1))
}
