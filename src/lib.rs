//! Aligns the English, Simplified and Traditional Chinese editions of articles, sentence by sentence.

pub mod align;
pub mod bead;
pub mod check;
pub mod clean;
pub mod config;
pub mod discover;
pub mod error;
pub mod eval;
pub mod evidence;
pub mod export;
pub mod pipeline;
pub mod read;
pub mod segment;
pub mod text;
