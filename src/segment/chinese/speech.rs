//! Verbs of speaking and thinking in both scripts, and the clause that says who spoke.

use super::{statement, words};

/// The clause after a quotation that says who spoke.
pub(super) struct Attribution {
    /// Another quotation follows it, after a colon.
    pub quotation: bool,
    /// An indirect statement follows it, after a comma.
    pub statement: bool,
}

/// Reads the clause at the head of `rest`; `None` unless it only says who spoke.
pub(super) fn attribution(rest: &str) -> Option<Attribution> {
    let (length, end) = meanwhile(rest, clause_end(rest)?)?;
    let clause = rest[..length].trim_end();
    if words::TURNS.iter().any(|word| clause.starts_with(word)) {
        return None;
    }
    // 根據報導，他離開了: where it comes from is told of what follows, unless the sentence ends there.
    let by = ["根据", "根據", "依据", "依據", "按照", "依照", "据", "據"];
    if matches!(end, Some('，' | ',')) && by.iter().any(|word| clause.starts_with(word)) {
        return None;
    }
    let quotation = matches!(end, Some('：' | ':' | '“' | '「' | '『' | '"'));
    let comma = end.filter(|c| matches!(c, '，' | ','));
    let statement = comma.is_some_and(|c| statement::follows(clause, &rest[length + c.len_utf8()..]));
    (ends_with_verb(clause) || tells(clause) || asks(clause) || says_then(clause))
        .then_some(Attribution { quotation, statement })
}

/// 她一边擦汗，一边问我: what goes on meanwhile does not end the clause.
fn meanwhile(rest: &str, found: (usize, Option<char>)) -> Option<(usize, Option<char>)> {
    let (length, Some(comma @ ('，' | ','))) = found else { return Some(found) };
    let next = length + comma.len_utf8();
    let both = ["一边", "一邊", "一面"]
        .iter()
        .any(|word| rest[..length].contains(word) && rest[next..].starts_with(word));
    if !both {
        return Some(found);
    }
    clause_end(&rest[next..]).map(|(more, end)| (next + more, end))
}

/// The bytes of the first clause and the mark that ends it; `None` if it is too long to say only who spoke.
fn clause_end(rest: &str) -> Option<(usize, Option<char>)> {
    const LONGEST: usize = 34;
    for (count, (at, c)) in rest.char_indices().enumerate() {
        if super::marks::is_mark(c)
            || super::marks::continues(c)
            || matches!(c, '“' | '「' | '『' | '"' | '\n' | '—')
        {
            // 乔治·W·布什说 and U.S.参议员 keep their dots.
            if matches!(c, '·' | '.' | '．' | '、') {
                continue;
            }
            return Some((at, Some(c)));
        }
        if count >= LONGEST {
            return None;
        }
    }
    Some((rest.len(), None))
}

/// Whether a clause ends with a verb of speaking: 总理在声明中表示, 他笑着说, 她问他.
pub(super) fn ends_with_verb(clause: &str) -> bool {
    if has_verb(clause) {
        return true;
    }
    words::AFTER_SPEECH.iter().any(|word| {
        clause.strip_suffix(word).is_some_and(|head| {
            has_verb(head)
                || words::AFTER_SPEECH.iter().any(|inner| head.strip_suffix(inner).is_some_and(has_verb))
        })
    })
}

fn has_verb(clause: &str) -> bool {
    if let Some(verb) = words::SPEECH.iter().find(|verb| clause.ends_with(**verb)) {
        let head = &clause[..clause.len() - verb.len()];
        return !words::ABSENT.iter().any(|word| head.ends_with(word));
    }
    let Some(head) = words::SHORT_SPEECH.iter().find_map(|verb| clause.strip_suffix(verb)) else {
        return false;
    };
    !words::NOT_SPEECH.iter().any(|word| clause.ends_with(word))
        && !words::ABSENT.iter().any(|word| head.ends_with(word))
}

/// 他告诉路透社, 她提醒在场的人.
fn tells(clause: &str) -> bool {
    words::TELLS.iter().any(|verb| {
        clause.split_once(verb).is_some_and(|(who, whom)| {
            let count = whom.chars().count();
            let absent = words::ABSENT.iter().any(|word| who.ends_with(word));
            !who.is_empty()
                && !absent
                && (1..=10).contains(&count)
                && !whom.starts_with(['的', '了'])
                && !whom.ends_with(['了', '的'])
        })
    })
}

/// 老师微笑着问学生; not 他的问题很多.
fn asks(clause: &str) -> bool {
    clause.find(['问', '問']).is_some_and(|at| {
        let (asked, whom) = clause.split_at(at + '问'.len_utf8());
        let noun = words::AFTER_ASK.iter().any(|word| whom.starts_with(word));
        at > 0
            && has_verb(asked)
            && !noun
            && (1..=4).contains(&whom.chars().count())
            && !whom.ends_with(['了', '的'])
    })
}

/// 他说完便走了, 他喊着冲了出去.
fn says_then(clause: &str) -> bool {
    words::SPOKEN.iter().any(|verb| clause.split_once(verb).is_some_and(|(who, _)| who.chars().count() <= 8))
}
