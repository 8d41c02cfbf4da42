/// What stands in HTML for a text, between tags and in a quoted attribute.
///
/// Characters that no document may hold become U+FFFD, controls a space.
///
/// ```
/// assert_eq!(trialign::markup::escape("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
/// ```
pub fn escape(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if c.is_control() => ' ',
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            c => c,
        })
        .collect();
    htmlize::escape_all_quotes(clean).into_owned()
}
