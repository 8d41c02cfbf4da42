//! What several rules ask of an article, worked out once.

use std::cell::OnceCell;

use super::rules::omission::Omissions;
use super::rules::ratio;
use super::{Outline, Subject};
use crate::text::numbers::{Number, numbers};
use crate::text::{Edition, PerEdition};

/// What several rules ask of an article; each is worked out when it is asked for first.
#[derive(Default)]
pub struct Known {
    outlines: PerEdition<OnceCell<Option<Outline>>>,
    omissions: PerEdition<OnceCell<Omissions>>,
    ratios: PerEdition<OnceCell<f64>>,
    /// By bead.
    numbers: PerEdition<OnceCell<Vec<OnceCell<Vec<Number>>>>>,
}

impl Subject<'_> {
    /// What the page of an edition is built of; `None` where there is no page or its format has no such things.
    pub(super) fn outline(&self, edition: Edition) -> Option<&Outline> {
        let of = || self.pages[edition].as_ref().and_then(Outline::of);
        self.known.outlines[edition].get_or_init(of).as_ref()
    }

    /// What an edition lacks of the English.
    pub(super) fn omissions(&self, edition: Edition) -> &Omissions {
        self.known.omissions[edition].get_or_init(|| Omissions::new(self, edition))
    }

    /// The numbers of an edition in bead number `at`.
    pub(super) fn numbers(&self, at: usize, edition: Edition) -> &[Number] {
        let beads = &self.ladder.beads;
        let all = self.known.numbers[edition].get_or_init(|| vec![OnceCell::new(); beads.len()]);
        let of = || beads.get(at).map_or(Vec::new(), |bead| numbers(edition, &self.text(bead, edition)));
        all.get(at).map_or(&[], |own| own.get_or_init(of).as_slice())
    }

    /// How long an edition's text is beside its English.
    pub(super) fn ratio(&self, edition: Edition) -> f64 {
        *self.known.ratios[edition].get_or_init(|| ratio::ratio(self, edition))
    }
}
