//! One rule a file, and what several of them share.

mod beside;
mod c101;
mod c102;
mod c103;
mod c104;
mod c105;
mod c106;
mod c107;
mod c108;
mod c109;
mod c110;
mod c111;
mod c112;
mod c113;
mod c114;
mod c115;
mod c116;
mod c117;
mod clock;
mod d201;
mod figure;
mod icu;
mod l701;
mod l702;
mod links;
mod m401;
mod m402;
mod m403;
mod m404;
mod m405;
mod m406;
mod m407;
mod m408;
mod m409;
mod m410;
mod m411;
mod m412;
mod m413;
mod numeric;
mod omission;
mod p301;
mod p302;
mod p303;
mod p304;
mod p305;
mod p310;
mod placeholders;
mod q601;
mod ratio;
mod s501;
mod s502;
mod s504;
mod s505;
mod same_number;
mod structure;
mod stub;
mod t401;
mod t402;
mod t404;
mod t405;
mod t406;
mod t407;
mod t408;
mod terms;
mod units;
mod version;

use super::Rule;
use ratio::{length, ratio};
pub(crate) use same_number::is_same as is_same_number;

pub use c109::coverage;
pub use q601_set::{Said, inconsistent};

mod q601_set;

/// Every rule, in the order of the documentation.
pub const ALL: &[Rule] = &[
    c101::RULE,
    c102::RULE,
    c103::RULE,
    c104::RULE,
    c105::RULE,
    c106::RULE,
    c107::RULE,
    c108::RULE,
    c109::RULE,
    c110::RULE,
    c111::RULE,
    c112::RULE,
    c113::RULE,
    c114::RULE,
    c115::RULE,
    c116::RULE,
    c117::RULE,
    d201::RULE,
    p301::RULE,
    p302::RULE,
    p303::RULE,
    p304::RULE,
    p305::RULE,
    p310::RULE,
    t401::RULE,
    t402::RULE,
    t404::RULE,
    t405::RULE,
    t406::RULE,
    t407::RULE,
    t408::RULE,
    s501::RULE,
    s502::RULE,
    s504::RULE,
    s505::RULE,
    q601::RULE,
    m401::RULE,
    m402::RULE,
    m403::RULE,
    m404::RULE,
    m405::RULE,
    m406::RULE,
    m407::RULE,
    m408::RULE,
    m409::RULE,
    m410::RULE,
    m411::RULE,
    m412::RULE,
    m413::RULE,
    l701::RULE,
    l702::RULE,
];

/// The rule of an id, in any case.
pub fn rule(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.id.as_str().eq_ignore_ascii_case(id) || rule.name == id)
}
