//! The parts of a word that was cut at the end of a line.

/// First parts of compounds that keep their hyphen.
const COMPOUND: &[&str] = &[
    "all", "anti", "best", "blue", "bottom", "co", "cross", "deep", "double", "east", "eight", "ever", "ex",
    "far", "fast", "first", "five", "forty", "four", "free", "full", "good", "great", "half", "hand", "hard",
    "high", "home", "ill", "large", "left", "life", "light", "like", "little", "long", "low", "man", "many",
    "mid", "middle", "mother", "much", "near", "never", "new", "nine", "ninety", "non", "north", "off",
    "old", "one", "open", "part", "post", "pre", "pro", "quasi", "ready", "red", "right", "sea", "second",
    "self", "semi", "seven", "seventy", "short", "single", "six", "sixty", "slow", "small", "so", "south",
    "state", "still", "ten", "thirty", "three", "time", "top", "twenty", "two", "ultra", "up", "vice",
    "well", "west", "white", "wide", "world", "year", "eighty", "fifty", "third", "zero", "web", "user",
    "use", "cost", "water", "war", "work",
];

/// First parts that words have without a hyphen, before anything but a vowel of their own end or a small word.
const CLOSED: &[&str] = &[
    "counter", "dis", "hyper", "inter", "micro", "mis", "multi", "out", "over", "re", "sub", "super", "tele",
    "trans", "un", "under",
];

/// Ends of words that are no words.
const ENDS: &[&str] = &[
    "able", "ably", "acy", "ade", "age", "ages", "al", "ality", "ally", "als", "ance", "ances", "ancy",
    "ant", "ants", "ar", "ary", "ate", "ated", "ately", "ates", "ating", "ation", "ational", "ations",
    "ative", "ator", "ators", "cal", "cally", "cation", "cations", "cial", "cially", "cians", "cies", "cism",
    "cive", "cle", "cles", "cy", "dom", "dence", "dent", "ed", "edly", "ence", "ences", "ency", "ent",
    "ently", "ents", "er", "erate", "ered", "ering", "eral", "ern", "ers", "ery", "es", "esque", "ess",
    "est", "ful", "fully", "fy", "gence", "gent", "gies", "gion", "gled", "gling", "graphy", "gy", "ial",
    "ially", "ian", "ians", "ible", "ibly", "ic", "ical", "ically", "icy", "ics", "ied", "ier", "ies",
    "iest", "ify", "ily", "iness", "ing", "ingly", "ings", "ion", "ional", "ions", "ious", "iously", "ise",
    "ised", "ish", "ism", "ison", "ist", "istic", "ists", "ities", "ity", "ive", "ively", "ives", "ize",
    "ized", "izes", "izing", "lar", "lated", "lating", "lation", "less", "lessly", "lic", "ling", "logical",
    "logy", "ly", "mation", "ment", "mental", "ments", "mer", "mic", "nal", "nance", "nation", "national",
    "nections", "ness", "nition", "nity", "nomic", "nomy", "ogy", "ology", "or", "ors", "ory", "ous",
    "ously", "ousness", "pany", "ples", "pled", "plex", "ported", "rate", "rated", "rates", "ration", "ric",
    "rical", "rity", "ry", "sion", "sional", "sions", "sity", "sive", "sis", "some", "tain", "tained",
    "tains", "tal", "tance", "tant", "tary", "ted", "tect", "tection", "tem", "tems", "tence", "ter",
    "teria", "tered", "ters", "tial", "tially", "tic", "tical", "tics", "ties", "tigate", "ting", "tinue",
    "tinued", "tion", "tional", "tionally", "tions", "tious", "tive", "tively", "tives", "tle", "tled",
    "tor", "tors", "tory", "ture", "tured", "tures", "ty", "ular", "ularly", "ulate", "ulation", "uous",
    "ure", "ured", "ures", "uring", "ution", "utions", "vation", "ver", "verse", "vice", "vices", "vide",
    "vided", "vision", "ward", "wards", "wise", "zation", "zations", "zed", "zing",
];

/// Whether the two parts, in lower case, are one word that was cut.
pub(super) fn are_one_word(first: &str, second: &str) -> bool {
    if CLOSED.contains(&first) {
        let meets = first.chars().next_back() == second.chars().next();
        return !meets && second.len() >= 4;
    }
    !COMPOUND.contains(&first)
        && (ENDS.contains(&second) || second.len() <= 2 || !second.contains(['a', 'e', 'i', 'o', 'u', 'y']))
}
