//! Aligns the English, Simplified and Traditional Chinese editions of articles, sentence by sentence.

pub mod bead;
pub mod config;
pub mod error;
pub mod eval;
pub mod export;
pub mod text;
