//! Review from outside: safety, durability, human work that outlives its source, the spreadsheet round trip.

pub mod client;
#[cfg(unix)]
mod connections;
mod crash;
pub mod jobs;
mod keys;
mod opening;
mod operations;
mod outlive;
mod safety;
mod search;
mod sheet;
mod store;
mod terms;
mod words;
