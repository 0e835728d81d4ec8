//! Names that stand for themselves by their place, so that a year's documents are added up without comparing theirs with each
//! other's.

use std::collections::BTreeMap;

/// The few names that many documents share.
#[derive(Debug, Default)]
pub struct Names(Vec<String>);

/// One of [`Names`], by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(usize);

impl Names {
    pub fn name(&mut self, name: &str) -> Name {
        self.known(name.as_bytes()).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            Name(self.0.len() - 1)
        })
    }

    /// The name that is spelled so, where it was named before.
    pub fn known(&self, spelled: &[u8]) -> Option<Name> {
        // A dozen at most: looking is quicker than hashing.
        self.0.iter().position(|known| known.as_bytes() == spelled).map(Name)
    }

    /// What stands at it; empty for a name of others.
    pub fn get(&self, name: Name) -> &str {
        self.0.get(name.0).map_or("", String::as_str)
    }
}

/// What stands under each of the names.
#[derive(Debug, Clone)]
pub(in crate::domain) struct ByName<T>(Vec<Option<T>>);

impl<T> Default for ByName<T> {
    fn default() -> ByName<T> {
        ByName(Vec::new())
    }
}

impl<T: Default> ByName<T> {
    /// Nothing only for a place that no memory has.
    pub(in crate::domain) fn under(&mut self, name: Name) -> Option<&mut T> {
        if name.0 >= self.0.len() {
            self.0.resize_with(name.0.checked_add(1)?, || None);
        }
        Some(self.0.get_mut(name.0)?.get_or_insert_default())
    }

    pub(in crate::domain) fn named(self, names: &Names) -> BTreeMap<String, T> {
        let all = self.0.into_iter().zip(0..);
        all.filter_map(|(of, place)| Some((names.get(Name(place)).to_owned(), of?))).collect()
    }
}
