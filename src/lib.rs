//! Aligns the English, Simplified and Traditional Chinese editions of articles, sentence by sentence.

pub mod align;
pub mod bead;
pub mod clean;
pub mod discover;
pub mod error;
pub mod evidence;
pub mod read;
pub mod segment;
pub mod text;
