//! Numbers with names: a struct whose fields, their names in weights files and their order come from one list, so
//! that no number can be taken for another.

/// Numbers of the evidence, in the order in which weights are kept.
pub trait Numbers: Default {
    /// Their names in weights files, in the order of [`Numbers::write`].
    const NAMES: &'static [&'static str];

    /// Writes them to `out`, which has as many places as there are names.
    fn write(&self, out: &mut [f32]);

    /// They by themselves, in order.
    fn list(&self) -> Vec<f32> {
        let mut out = vec![0.0; Self::NAMES.len()];
        self.write(&mut out);
        out
    }
}

/// Declares a struct of numbers that are 0 unless set: `numbers! { /// What they say. pub Name { field = "source:name", … } }`.
macro_rules! numbers {
    ($(#[$meta:meta])* $vis:vis $name:ident { $($field:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Default)]
        $vis struct $name {
            $(#[doc = concat!("The number `", $text, "`.")] pub $field: f32),*
        }

        impl $crate::evidence::Numbers for $name {
            const NAMES: &'static [&'static str] = &[$($text),*];

            fn write(&self, out: &mut [f32]) {
                for (out, value) in out.iter_mut().zip([$(self.$field),*]) {
                    *out = value;
                }
            }
        }
    };
}

pub(crate) use numbers;

#[cfg(test)]
mod tests {
    use super::*;

    numbers! {
        /// Two numbers.
        pub Two { first = "two:first", second = "two:second" }
    }

    #[test]
    fn each_number_is_written_at_the_place_of_its_name() {
        let mut out = [0.0; 2];
        Two { second: 2.0, first: 1.0 }.write(&mut out);
        let named: Vec<_> = Two::NAMES.iter().zip(out).collect();
        assert_eq!(named, [(&"two:first", 1.0), (&"two:second", 2.0)]);
    }
}
