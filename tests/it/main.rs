//! All tests from outside, in one program: one link, and helpers that stand once. A module a subject.

mod accuracy;
mod align;
mod architecture;
mod browser;
mod builds;
mod check;
mod check_ci;
mod check_docs;
mod check_input;
mod check_layouts;
mod check_reports;
mod check_structure;
mod cli;
mod corpora;
mod documents;
mod embeddings;
mod formats;
mod formats_back;
mod gold;
mod holed;
mod hostile;
mod moves;
mod pages;
mod peers;
mod peers_check;
mod peers_desk;
mod reading;
mod readme;
mod review;
mod segment;
mod segment_floors;
mod skip;
#[cfg(feature = "system-opencc")]
mod system_opencc;
mod true_records;
mod vectors;
