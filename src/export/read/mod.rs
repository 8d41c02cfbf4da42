//! The way back: records from files in other formats, one file a format.

mod build;
mod csv;
mod decode;
mod input;
mod ladder;
mod links;
mod tmx;
mod vecalign;
mod xml;

use super::Records;
use crate::config::Format;
use crate::error::{Error, ErrorKind, Result};
use input::fault;
pub use input::{Input, Read};

/// Formats that [`read`] knows.
pub const READABLE: [Format; 8] = [
    Format::Csv,
    Format::Tsv,
    Format::Jsonl,
    Format::Vecalign,
    Format::Ladder,
    Format::Intertext,
    Format::Xces,
    Format::Tmx,
];

/// Reads a file of some format.
///
/// # Errors
/// `Input`, with file and line, where it is not of the format or not text; `Usage` where the format cannot be
/// read back.
pub fn read(format: Format, bytes: &[u8], input: &Input<'_>) -> Result<Read> {
    match format {
        Format::Jsonl => {
            let records = Records::new(bytes, input.path).collect::<Result<_>>()?;
            Ok(Read { records, warnings: Vec::new() })
        }
        Format::Csv => csv::read(&decode::sheet(bytes, input.path)?, false, input),
        Format::Tsv => csv::read(&decode::sheet(bytes, input.path)?, true, input),
        Format::Vecalign => vecalign::read(&decode::text(bytes, input.path)?, input),
        Format::Ladder => ladder::read(&decode::text(bytes, input.path)?, input),
        Format::Intertext => links::read(&decode::text(bytes, input.path)?, links::Left::To, input),
        Format::Xces => links::read(&decode::text(bytes, input.path)?, links::Left::From, input),
        Format::Tmx => tmx::read(&decode::text(bytes, input.path)?, input),
        _ => {
            let names: Vec<&str> = READABLE.iter().map(|f| f.as_str()).collect();
            Err(Error::new(ErrorKind::Usage, format!("{} is not read back", format.as_str()))
                .remedy(format!("convert from one of {}", names.join(", "))))
        }
    }
}
