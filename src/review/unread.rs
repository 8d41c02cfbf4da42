//! What the files of an article say when they are read again, and which were not read yet.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::state::Base;
use crate::text::Article;

/// What the files of an article say.
pub enum Reread {
    /// What they said when it was aligned; with places and kinds, which the store does not keep.
    Same(Box<Article>),
    /// Something else, aligned anew with what people had decided.
    New(Box<Base>),
}

/// The articles whose files were not read yet.
#[derive(Default)]
pub(super) struct Unread {
    /// Who holds the turn of an article reads it; others wait, so that none is aligned twice.
    pub turns: BTreeMap<usize, Arc<Mutex<()>>>,
    /// Why it cannot be read.
    pub faults: BTreeMap<usize, String>,
}
