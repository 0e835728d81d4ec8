//! The form of a section: its rows, and the type that they fill.

/// The type of a section with its rows, in the order of the file.
macro_rules! settings {
    ($(#[$doc:meta])* $name:ident($section:ident) { $($(#[$of:meta])* $field:ident: $type:ty = $read:expr;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $($(#[$of])* pub $field: $type),*
        }

        impl $name {
            pub(super) fn read($section: &$crate::config::reader::Section<'_, '_>) -> $name {
                $crate::config::rows::rows! { $name { $($field = $read;)* } }
            }
        }
    };
}
pub(super) use settings;

/// The same for a type of another room. A row can use what those before it read.
macro_rules! rows {
    ($name:ident { $($field:ident = $read:expr;)* }) => {{
        $(let $field = $read;)*
        $name { $($field),* }
    }};
}
pub(super) use rows;
