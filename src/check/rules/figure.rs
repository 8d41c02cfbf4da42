//! How figures are written: labels, ranges, letters behind them.

/// How long the number of a note or of an item is that a text begins with: `[21] `, `(3) `, `4. `.
pub(super) fn label(text: &str) -> Option<usize> {
    let open = text.chars().next().filter(|c| matches!(c, '[' | '(' | '（' | '【')).map_or(0, char::len_utf8);
    let digits = text[open..].bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let rest = &text[open + digits..];
    let close = rest.chars().next()?;
    let closes = matches!(close, ']' | ')' | '）' | '】' | '、')
        || open == 0 && close == ' ' && text[..digits].contains('.');
    (digits > 0 && digits < 8 && closes).then(|| open + digits + close.len_utf8())
}

/// Whether a number is written in figures, with a word of scale at most: what else is read as a number may be something
/// else, such as 5,000 K or 100 十进制.
pub(super) fn is_plain_figure(said: &str) -> bool {
    let figure = said.trim_end_matches(|c: char| !c.is_ascii_digit() && !matches!(c, '%' | '％'));
    let scale = said[figure.len()..].trim().to_lowercase();
    let scales = ["", "万", "萬", "亿", "億", "thousand", "million", "billion", "trillion"];
    let marks = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '％');
    let zero = figure.len() > 1 && figure.starts_with('0') && !figure.starts_with("0.");
    scales.contains(&scale.as_str()) && !figure.is_empty() && figure.chars().all(marks) && !zero
}

/// Whether a letter stands apart behind a figure: 5,000 K are kelvins as well as thousands, 1,024 B bytes.
pub(super) fn has_letter_apart(text: &str, range: &std::ops::Range<usize>) -> bool {
    let said = text.get(range.clone()).unwrap_or_default();
    let figure = said.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let within = figure.len() + 1 == said.len() && figure.ends_with(char::is_whitespace);
    let rest = text.get(range.end..).unwrap_or_default();
    let letter = rest.trim_start();
    let behind = letter.len() < rest.len() && letter.starts_with(['K', 'M', 'B', 'T']);
    within || behind && !letter[1..].starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether a hyphen before a figure makes a range with another that stands alone: 3-5, and not COVID-19 or 555-01-22.
pub(super) fn is_range(text: &str, start: usize) -> bool {
    let head = text.get(..start).and_then(|head| head.strip_suffix('-')).unwrap_or_default();
    let first = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let alone =
        first.chars().next_back().is_none_or(|c| !(c.is_ascii_alphanumeric() || "-/_.:#".contains(c)));
    let rest = text.get(start..).unwrap_or_default().trim_start_matches(|c: char| c.is_ascii_digit());
    (1..4).contains(&(head.len() - first.len())) && alone && !rest.starts_with(['-', '/', '_', ':'])
}
