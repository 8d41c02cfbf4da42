//! Review from outside: safety, durability, human work that outlives its source, the spreadsheet round trip.

pub mod client;
#[cfg(unix)]
mod connections;
mod crash;
mod keys;
mod operations;
mod outlive;
mod safety;
mod sheet;
mod store;
mod terms;
