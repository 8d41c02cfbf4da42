//! Word lists of the English rules, each sorted by bytes for a binary search.

/// Stand before a name: never the end of a sentence. Lower case, without the dot.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "abp", "adm", "ald", "amb", "asst", "asst.", "atty", "bp", "brig", "capt", "cdr", "cllr", "cmdr", "col",
    "comdr", "cpl", "det", "dir", "dr", "drs", "ens", "fr", "ft", "gen", "gov", "govs", "hon", "insp",
    "lieut", "lt", "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms", "msgr", "mssrs", "mt", "mx",
    "pres", "prof", "profs", "pvt", "rep", "reps", "rev", "rt", "sen", "sens", "sgt", "sr.", "supt", "ven",
];

/// Never the end of a sentence: what they introduce must follow. Lower case.
#[rustfmt::skip]
pub(super) const NEVER: &[&str] = &[
    "a.k.a", "aka", "al.", "approx", "c.f", "ca", "cf", "e.g", "e.g.", "ed", "eds", "eg", "eq", "eqs",
    "esp", "excl", "fig", "figs", "i.e", "i.e.", "ie", "incl", "nb", "repr", "resp", "sec.", "trans", "v",
    "viz", "vs",
];

/// Stand before a number. Lower case.
#[rustfmt::skip]
pub(super) const NUMBERED: &[&str] = &[
    "art", "arts", "bk", "ch", "chap", "eq", "ex", "exh", "ext", "fig", "figs", "fol", "l", "ll", "no",
    "nos", "n°", "nº", "op", "p", "para", "paras", "pp", "pt", "pts", "r", "sec", "vol", "vols", "§",
];

/// Inside a sentence unless a sentence starter follows. Lower case.
#[rustfmt::skip]
pub(super) const WEAK: &[&str] = &[
    "al", "ala", "apr", "apt", "ariz", "ark", "assn", "aug", "ave", "b.a", "b.s", "bldg", "blvd", "bros",
    "calif", "cm", "co", "colo", "conn", "corp", "cos", "d.phil", "dec", "del", "dep", "dept", "div", "esq",
    "est", "etc", "ext", "feb", "fed", "fla", "fri", "ft", "ga", "gov't", "govt", "hr", "hrs", "hwy", "ill",
    "in", "inc", "ind", "intl", "j.d", "jan", "jr", "jul", "jun", "kan", "kg", "km", "ky", "lb", "lbs",
    "ll.b", "ll.m", "llc", "ltd", "m.a", "m.b.a", "m.d", "m.s", "mar", "mass", "max", "md", "mfg", "mich",
    "min", "minn", "mins", "miss", "mm", "mo", "mon", "mont", "mos", "mph", "natl", "neb", "nev", "nov",
    "oct", "okla", "ore", "oz", "pa", "ph.d", "pkwy", "plc", "r.n", "rd", "res", "rev", "rpm", "sep",
    "sept", "sq", "sr", "st", "ste", "str", "tel", "tenn", "tex", "thu", "thur", "thurs", "tue", "tues",
    "univ", "va", "vol", "vt", "wash", "wed", "wis", "wyo", "yr", "yrs",
];

/// Abbreviations that end a sentence whenever a capital follows. Lower case.
#[rustfmt::skip]
pub(super) const LOWER_ENDS: &[&str] = &[
    "etc",
];

/// Dotted names of countries, bodies and places. Upper case, without the last dot.
#[rustfmt::skip]
pub(super) const ACRONYMS: &[&str] = &[
    "A.D", "B.C", "B.C.E", "C.E", "C.I.A", "D.C", "D.P.R.K", "E.C.B", "E.U", "F.B.I", "G.O.P", "I.M.F",
    "I.R.S", "L.A", "N.A.T.O", "N.Y", "N.Y.C", "P.R.C", "R.O.K", "U.A.E", "U.K", "U.N", "U.S", "U.S.A",
    "U.S.S.R", "W.H.O", "W.T.O",
];

/// A country or capital after a dotted acronym starts a sentence if a verb follows it.
#[rustfmt::skip]
pub(super) const PLACES: &[&str] = &[
    "Afghanistan", "Africa", "America", "Americans", "Argentina", "Asia", "Australia", "Austria", "Beijing",
    "Belarus", "Belgium", "Berlin", "Brazil", "Britain", "Brussels", "Bulgaria", "Canada", "Canberra",
    "Chile", "China", "Colombia", "Croatia", "Cuba", "Czechia", "Delhi", "Denmark", "Egypt", "England",
    "Ethiopia", "Europe", "Europeans", "Finland", "France", "Georgia", "Germany", "Greece", "Hungary",
    "India", "Indonesia", "Iran", "Iraq", "Ireland", "Islamabad", "Israel", "Italy", "Japan", "Jordan",
    "Kazakhstan", "Kenya", "Kiev", "Korea", "Kyiv", "Lebanon", "London", "Madrid", "Malaysia", "Mexico",
    "Moscow", "Netherlands", "Nigeria", "Norway", "Ottawa", "Pakistan", "Paris", "Philippines", "Poland",
    "Portugal", "Qatar", "Romania", "Rome", "Russia", "Russians", "Scotland", "Seoul", "Serbia",
    "Singapore", "Spain", "Sweden", "Switzerland", "Syria", "Taipei", "Taiwan", "Tehran", "Thailand",
    "Tokyo", "Turkey", "Ukraine", "Venezuela", "Vienna", "Vietnam", "Wales", "Washington",
];

/// Finite verbs that show their subject before them.
#[rustfmt::skip]
pub(super) const FINITE: &[&str] = &[
    "are", "began", "came", "can", "could", "did", "does", "fell", "followed", "gave", "grew", "had", "has",
    "have", "is", "joined", "kept", "knew", "lacks", "led", "left", "lost", "made", "makes", "may", "means",
    "might", "must", "needs", "refused", "refuses", "remained", "remains", "rose", "said", "saw", "says",
    "seems", "should", "stayed", "still", "struggled", "suffered", "took", "voted", "wants", "warned",
    "was", "welcomed", "went", "were", "will", "won", "would",
];

/// Words that, capitalised, nearly always start a sentence after an abbreviation.
#[rustfmt::skip]
pub(super) const STARTERS: &[&str] = &[
    "A", "About", "According", "After", "All", "Also", "Although", "Among", "An", "And", "Another", "Any",
    "Are", "As", "At", "Because", "Before", "Both", "But", "By", "Can", "Could", "Despite", "Did", "Do",
    "Does", "During", "Each", "Even", "Every", "Everybody", "Everyone", "Few", "Finally", "First", "For",
    "From", "Furthermore", "Had", "Has", "Have", "He", "He's", "Her", "Here", "He’s", "His", "How",
    "However", "I", "I'm", "I've", "If", "In", "Indeed", "Instead", "Is", "It", "It's", "Its", "It’s",
    "I’m", "I’ve", "Last", "Later", "Let", "Like", "Many", "Maybe", "Meanwhile", "More", "Moreover", "Most",
    "My", "Neither", "Never", "Nevertheless", "No", "Nobody", "None", "Nonetheless", "Nor", "Not",
    "Nothing", "Now", "Of", "On", "Once", "Only", "Or", "Other", "Others", "Our", "Over", "Perhaps",
    "Please", "Rather", "Several", "She", "She's", "She’s", "Should", "Since", "So", "Some", "Somebody",
    "Someone", "Still", "Such", "Than", "Thanks", "That", "That's", "That’s", "The", "Their", "Then",
    "There", "There's", "Therefore", "There’s", "These", "They", "They're", "They’re", "This", "Those",
    "Though", "Three", "Thus", "To", "Today", "Tomorrow", "Two", "Under", "Unfortunately", "Unless",
    "Until", "Was", "We", "We're", "Were", "We’re", "What", "When", "Where", "Whereas", "Whether", "Which",
    "While", "Who", "Whoever", "Why", "Will", "With", "Within", "Without", "Would", "Yes", "Yesterday",
    "Yet", "You", "Your",
];

/// Nouns that a letter numbers, as in vitamin C. Lower case.
#[rustfmt::skip]
pub(super) const LETTERED: &[&str] = &[
    "angle", "answer", "appendix", "block", "category", "class", "column", "door", "exhibit", "factor",
    "grade", "group", "hepatitis", "level", "model", "option", "part", "phase", "plan", "point", "schedule",
    "section", "series", "side", "team", "tier", "type", "unit", "variant", "vitamin", "zone",
];

/// Names that carry an exclamation mark.
#[rustfmt::skip]
pub(super) const BRANDS: &[&str] = &[
    "Ahoy", "Airplane", "E", "Ghostbusters", "Godspeed", "Guess", "Jeb", "Jeopardy", "Joomla", "Kahoot",
    "Mia", "Oklahoma", "Panic", "Rouge", "Wham", "Which", "Yahoo", "Yelp", "Yum",
];

/// Verbs that say who spoke. Past and present.
#[rustfmt::skip]
pub(super) const SPEECH: &[&str] = &[
    "added", "adds", "admits", "admitted", "admonished", "advised", "advises", "agrees", "announced",
    "announces", "answered", "answers", "argued", "argues", "asked", "asks", "asserted", "bellowed",
    "called", "cautioned", "chided", "claimed", "claims", "commented", "complained", "conceded",
    "concluded", "confessed", "continued", "countered", "cried", "cries", "declared", "declares",
    "demanded", "demands", "exclaimed", "exclaims", "explained", "explains", "gasped", "groaned",
    "grumbled", "inquired", "insisted", "insists", "interrupted", "joked", "jokes", "lamented", "laughed",
    "mumbled", "murmured", "muttered", "noted", "notes", "objected", "observed", "pleaded", "pondered",
    "protested", "quipped", "recalled", "recalls", "remarked", "repeated", "replied", "replies", "reported",
    "responded", "responds", "retorted", "roared", "said", "says", "scoffed", "screamed", "shouted",
    "shouts", "shrieked", "sighed", "snapped", "sobbed", "stammered", "stated", "thought", "thundered",
    "told", "urged", "wailed", "warned", "warns", "whispered", "wondered", "wonders", "writes", "wrote",
    "yelled",
];

/// What a time of day takes after it.
#[rustfmt::skip]
pub(super) const ZONES: &[&str] = &[
    "AKST", "BST", "Beijing", "CET", "CST", "Central", "EDT", "EST", "ET", "Eastern", "Friday", "GMT",
    "Greenwich", "HST", "JST", "London", "MDT", "MST", "Monday", "Mountain", "PDT", "PST", "PT", "Pacific",
    "Saturday", "Sunday", "Thursday", "Tokyo", "Tuesday", "UTC", "Wednesday", "local",
];

/// Small words that start a sentence in careless writing, after a full stop.
#[rustfmt::skip]
pub(super) const CARELESS: &[&str] = &[
    "also", "and", "any", "anyway", "are", "because", "but", "call", "can", "could", "did", "do", "does",
    "either", "great", "he", "he's", "highly", "hope", "how", "i", "i'm", "if", "ill", "im", "is", "it",
    "it's", "its", "ive", "just", "lol", "maybe", "my", "no", "not", "once", "other", "please", "plus",
    "seriously", "she", "she's", "so", "thanks", "that", "the", "there", "these", "they", "they're", "this",
    "those", "we", "what", "whatever", "when", "where", "who", "why", "would", "you", "you're",
];

#[cfg(test)]
mod tests {
    #[test]
    fn sorted_for_the_binary_search() {
        let lists = [
            super::TITLES,
            super::NEVER,
            super::NUMBERED,
            super::WEAK,
            super::LOWER_ENDS,
            super::ACRONYMS,
            super::PLACES,
            super::FINITE,
            super::STARTERS,
            super::LETTERED,
            super::BRANDS,
            super::SPEECH,
            super::ZONES,
            super::CARELESS,
        ];
        for list in lists {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "{list:?}");
        }
    }
}
