//! Parquet (zstd): one row a bead; or the layout that Hugging Face reads.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::lost::{self, Lost};
use super::{Aside, BeadRecord, Folder, Record, Writer, flat, pairs, size_category};
use crate::bead::Status;
use crate::error::{Error, ErrorKind, Result};
use crate::text::Edition;

/// Rows held in memory before they are written as a group.
const GROUP: usize = 10_000;

/// Which columns.
enum Layout {
    Sheet,
    /// Those of Hugging Face, and the folder with the dataset card.
    Hub(Option<Folder>),
}

/// One bead.
struct Row {
    id: String,
    article: String,
    row: usize,
    counts: [Option<usize>; 3],
    texts: [Option<String>; 3],
    confidence: Option<f64>,
    status: Status,
    flags: String,
    note: String,
}

/// Writes a file; with the layout of Hugging Face, `data/train-00000-of-00001.parquet` and `README.md`.
pub struct ParquetWriter {
    path: PathBuf,
    layout: Layout,
    file: Option<SerializedFileWriter<Aside>>,
    rows: Vec<Row>,
    written: usize,
    lost: Lost,
    warnings: Vec<String>,
}

impl ParquetWriter {
    /// The columns of the sheet, in a file at `path`.
    pub fn new(path: &Path) -> Result<Self> {
        ParquetWriter::open(path.to_path_buf(), Layout::Sheet)
    }

    /// `bead_id`, `article`, `confidence` and a struct `translation` with a field an edition, in a folder.
    pub fn hub(folder: &Path) -> Result<Self> {
        let folder = Folder::create(folder)?;
        let data = folder.place("data/train-00000-of-00001.parquet")?;
        ParquetWriter::open(data, Layout::Hub(Some(folder)))
    }

    /// The same columns as [`ParquetWriter::hub`] in `data/SPLIT-00000-of-00001.parquet`; the card is the caller's.
    pub fn split(data: &Path, split: &str) -> Result<Self> {
        ParquetWriter::open(data.join(format!("{split}-00000-of-00001.parquet")), Layout::Hub(None))
    }

    fn open(path: PathBuf, layout: Layout) -> Result<Self> {
        let level = ZstdLevel::try_new(3).map_err(|e| fault(&path, e))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_created_by(format!("trialign {}", env!("CARGO_PKG_VERSION")))
            .build();
        let schema = schema(matches!(layout, Layout::Hub(_))).map_err(|e| fault(&path, e))?;
        let aside = Aside::create(&path)?;
        let file = SerializedFileWriter::new(aside, schema, Arc::new(properties));
        let file = Some(file.map_err(|e| fault(&path, e))?);
        let (rows, lost, warnings) = (Vec::new(), Lost::default(), Vec::new());
        Ok(ParquetWriter { path, layout, file, rows, written: 0, lost, warnings })
    }

    fn push(&mut self, record: &Record, bead: &BeadRecord, row: usize) {
        let present = record.present();
        let texts = Edition::ALL.map(|e| present[e].then(|| flat::text(record, e, bead)));
        let counts = Edition::ALL.map(|e| present[e].then(|| bead.indices(e).len()));
        self.lost.add(lost::CUTS, counts.iter().flatten().map(|n| n.saturating_sub(1)).sum());
        if matches!(self.layout, Layout::Hub(_)) {
            if texts.iter().flatten().any(|text| text.trim().is_empty()) {
                self.lost.add(lost::EMPTY_SIDE, 1);
                return;
            }
            self.lost.add(lost::NOTES, usize::from(!bead.note.is_empty()));
            self.lost.add(lost::FLAGS, bead.flags.len());
            self.lost.add(lost::STATUS, usize::from(bead.status != Status::Auto));
        }
        self.written += 1;
        self.rows.push(Row {
            id: bead.id.clone(),
            article: record.article.clone(),
            row,
            counts,
            texts,
            confidence: bead.confidence,
            status: bead.status,
            flags: bead.flags.join(" "),
            note: bead.note.clone(),
        });
    }

    /// Writes the rows in memory as a group.
    fn group(&mut self) -> Result<()> {
        let hub = matches!(self.layout, Layout::Hub(_));
        let rows = std::mem::take(&mut self.rows);
        let Some(file) = self.file.as_mut().filter(|_| !rows.is_empty()) else { return Ok(()) };
        let mut write = || -> std::result::Result<(), ParquetError> {
            let mut group = file.next_row_group()?;
            if hub {
                hub_columns(&mut group, &rows)?;
            } else {
                columns(&mut group, &rows)?;
            }
            group.close().map(drop)
        };
        write().map_err(|e| fault(&self.path, e))
    }
}

impl Writer for ParquetWriter {
    fn begin(&mut self, _out: &mut dyn Write) -> Result<()> {
        Ok(())
    }

    fn article(&mut self, record: &Record, _out: &mut dyn Write) -> Result<()> {
        if pairs::has_ladder(record, &mut self.lost) {
            for (index, bead) in record.beads.iter().enumerate() {
                self.push(record, bead, index + 1);
            }
        }
        if self.rows.len() >= GROUP { self.group() } else { Ok(()) }
    }

    fn end(&mut self, _out: &mut dyn Write) -> Result<()> {
        self.group()?;
        self.warnings = self.lost.lines("parquet");
        if let Some(file) = self.file.take() {
            file.into_inner().map_err(|e| fault(&self.path, e))?.commit()?;
        }
        let card = self.card();
        if let Layout::Hub(Some(folder)) = &mut self.layout {
            folder.write("README.md", &card)?;
            folder.commit("")?;
        }
        Ok(())
    }

    fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

impl ParquetWriter {
    fn card(&self) -> String {
        format!(
            "---\nlanguage:\n- en\n- zh\nlicense: other\nsize_categories:\n- {}\ntask_categories:\n- translation\n\
             configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train-*\n---\n\n\
             # Aligned articles\n\n{} beads in en, zh-Hans and zh-Hant, aligned by trialign {}.\n",
            size_category(self.written),
            self.written,
            env!("CARGO_PKG_VERSION")
        )
    }
}

fn fault(path: &Path, error: ParquetError) -> Error {
    Error::new(ErrorKind::Io, error.to_string()).at(path).remedy("is the disk full?")
}

type Built<T> = std::result::Result<T, ParquetError>;

fn field(name: &str, physical: Physical, optional: bool) -> Built<TypePtr> {
    let logical = (physical == Physical::BYTE_ARRAY).then_some(LogicalType::String);
    let repetition = if optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    Type::primitive_type_builder(name, physical)
        .with_repetition(repetition)
        .with_logical_type(logical)
        .build()
        .map(Arc::new)
}

fn schema(hub: bool) -> Built<TypePtr> {
    let text = Physical::BYTE_ARRAY;
    let mut fields = vec![field("bead_id", text, false)?, field("article", text, false)?];
    if hub {
        fields.push(field("confidence", Physical::DOUBLE, true)?);
        let inner: Built<Vec<_>> = Edition::ALL.iter().map(|e| field(e.as_str(), text, true)).collect();
        let group = Type::group_type_builder("translation")
            .with_repetition(Repetition::REQUIRED)
            .with_fields(inner?)
            .build()?;
        fields.push(Arc::new(group));
    } else {
        fields.push(field("row", Physical::INT32, false)?);
        for name in ["n_en", "n_hans", "n_hant"] {
            fields.push(field(name, Physical::INT32, true)?);
        }
        for name in ["en", "zh_hans", "zh_hant"] {
            fields.push(field(name, text, true)?);
        }
        fields.push(field("confidence", Physical::DOUBLE, true)?);
        for name in ["status", "flags", "note"] {
            fields.push(field(name, text, false)?);
        }
    }
    Type::group_type_builder("bead").with_fields(fields).build().map(Arc::new)
}

type Group<'g> = SerializedRowGroupWriter<'g, Aside>;

/// The next column: values, where some may be missing if `optional`.
fn column<T: DataType>(group: &mut Group<'_>, values: &[Option<T::T>], optional: bool) -> Built<()> {
    let levels: Vec<i16> = values.iter().map(|v| i16::from(v.is_some())).collect();
    let there: Vec<T::T> = values.iter().flatten().cloned().collect();
    let next = group.next_column()?;
    let mut column = next.ok_or_else(|| ParquetError::General("a column too many".to_owned()))?;
    column.typed::<T>().write_batch(&there, optional.then_some(&levels), None)?;
    column.close()
}

fn texts<'r>(
    group: &mut Group<'_>,
    rows: &'r [Row],
    get: impl Fn(&'r Row) -> Option<&'r str>,
    optional: bool,
) -> Built<()> {
    let values: Vec<Option<ByteArray>> = rows.iter().map(|row| get(row).map(ByteArray::from)).collect();
    column::<ByteArrayType>(group, &values, optional)
}

fn numbers(
    group: &mut Group<'_>,
    rows: &[Row],
    get: impl Fn(&Row) -> Option<usize>,
    optional: bool,
) -> Built<()> {
    let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let values: Vec<Option<i32>> = rows.iter().map(|row| get(row).map(number)).collect();
    column::<Int32Type>(group, &values, optional)
}

fn confidences(group: &mut Group<'_>, rows: &[Row]) -> Built<()> {
    let values: Vec<Option<f64>> = rows.iter().map(|row| row.confidence).collect();
    column::<DoubleType>(group, &values, true)
}

fn columns(group: &mut Group<'_>, rows: &[Row]) -> Built<()> {
    texts(group, rows, |row| Some(&row.id), false)?;
    texts(group, rows, |row| Some(&row.article), false)?;
    numbers(group, rows, |row| Some(row.row), false)?;
    for edition in 0..3 {
        numbers(group, rows, |row| row.counts[edition], true)?;
    }
    for edition in 0..3 {
        texts(group, rows, |row| row.texts[edition].as_deref(), true)?;
    }
    confidences(group, rows)?;
    texts(group, rows, |row| Some(row.status.as_str()), false)?;
    texts(group, rows, |row| Some(&row.flags), false)?;
    texts(group, rows, |row| Some(&row.note), false)
}

fn hub_columns(group: &mut Group<'_>, rows: &[Row]) -> Built<()> {
    texts(group, rows, |row| Some(&row.id), false)?;
    texts(group, rows, |row| Some(&row.article), false)?;
    confidences(group, rows)?;
    for edition in 0..3 {
        texts(group, rows, |row| row.texts[edition].as_deref(), true)?;
    }
    Ok(())
}
