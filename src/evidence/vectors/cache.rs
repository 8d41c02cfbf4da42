//! What was computed once and may be asked for again, by the hash of the text; bounded.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

/// The hash a text is found by.
pub type Key = [u8; 16];

/// The key of texts, in order.
pub fn key<'a>(texts: impl IntoIterator<Item = &'a str>) -> Key {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    let mut key = Key::default();
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}

/// Values by key; when it is full nothing more is kept.
pub struct Cache<T> {
    values: Mutex<(HashMap<Key, Arc<T>>, usize)>,
    most: usize,
}

impl<T> Cache<T> {
    /// A cache for values that weigh `most` together.
    pub fn new(most: usize) -> Cache<T> {
        Cache { values: Mutex::new((HashMap::new(), 0)), most }
    }

    /// The value of a key.
    pub fn get(&self, key: &Key) -> Option<Arc<T>> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner).0.get(key).cloned()
    }

    /// Keeps a value that weighs `weight`, where there is room.
    pub fn put(&self, key: Key, value: Arc<T>, weight: usize) {
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if values.1 + weight <= self.most && values.0.insert(key, value).is_none() {
            values.1 += weight;
        }
    }
}
