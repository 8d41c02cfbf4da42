//! Aligns the English, Simplified and Traditional Chinese editions of articles, sentence by sentence.

pub mod bead;
pub mod clean;
pub mod discover;
pub mod error;
pub mod read;
pub mod text;
