//! The aligner and the weights that settings name.

use super::vectors;
use crate::align::{Aligner, Weights};
use crate::config::Settings;
use crate::error::Result;
use crate::input;

/// What made a record: version, weights, and the settings that shape a ladder.
pub fn signature(settings: &Settings, aligner: &Aligner) -> String {
    let mut parts = vec![format!("trialign {}", env!("CARGO_PKG_VERSION")), aligner.signature().to_owned()];
    let shaping = [
        (settings.keep_furniture, "keep-furniture"),
        (settings.keep_code, "keep-code"),
        (settings.drop_notes, "drop-notes"),
    ];
    for (on, name) in shaping {
        if on {
            parts.push(name.to_owned());
        }
    }
    parts.join("; ")
}

/// The aligner of a call, with the weights its settings name.
///
/// # Errors
/// As [`weights`]; `Config` where the weights are of other evidence or vectors.
pub fn aligner(settings: &Settings) -> Result<Aligner> {
    let source = vectors::open(settings)?;
    let make = if settings.judge { vectors::judged } else { vectors::aligner };
    make(&weights(settings)?, source.as_ref()).map_err(|e| match &settings.weights {
        Some(path) => e.at(path),
        None => e,
    })
}

/// The weights that the settings name, or those that come with the program.
///
/// # Errors
/// `Io` where they cannot be read, `Config` where they are no weights.
pub fn weights(settings: &Settings) -> Result<Weights> {
    let Some(path) = &settings.weights else { return Weights::embedded() };
    let text = input::text(path, input::TABLE).map_err(|e| e.remedy("see --weights"))?;
    Weights::parse(&text).map_err(|e| e.at(path))
}
