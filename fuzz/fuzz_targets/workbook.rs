//! Any bytes as a workbook or another archive of XML.
//!
//! Holds: it is read or refused; no row is longer than the widest sheet there is; what is read is UTF-8 text in memory
//! that the limits of the reader bound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trialign::read::tables::workbook;

fuzz_target!(|data: &[u8]| {
    let Ok(sheets) = workbook(data, "input.xlsx".as_ref()) else { return };
    assert!(sheets.iter().flat_map(|sheet| &sheet.rows).all(|row| row.len() <= 16_384));
});
