//! The look: colours by what they mean, the spacing scale and the type sizes. No other file of the window
//! names a colour or a size of its own.

use iced::theme::Palette;
use iced::{Color, Theme, color};

use crate::config::ThemeChoice;

/// Distances between things, in logical pixels.
pub mod space {
    pub const XS: f32 = 4.0;
    /// Between a word and its icon.
    pub const S: f32 = 8.0;
    pub const M: f32 = 12.0;
    pub const L: f32 = 16.0;
    pub const XL: f32 = 24.0;
    /// Around a whole screen's one thing.
    pub const XXL: f32 = 32.0;
}

/// Type sizes, in logical pixels: three, and one for the amount. The font that the program carries has one
/// weight, so size and colour make the order of importance.
pub mod size {
    /// Small print, column heads, codes for the technician.
    pub const SMALL: f32 = 14.0;
    /// What is read all day.
    pub const BODY: f32 = 17.0;
    /// What happens now, what happened.
    pub const TITLE: f32 = 26.0;
    pub const AMOUNT: f32 = 44.0;
}

/// What a state feels like. Never shown alone: a word and an icon stand beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Good,
    Warn,
    Bad,
    /// Nobody knows: no colour of its own, because a yes and a no have theirs, but a sign that neither has.
    Unknown,
}

/// A colour is one row: its meaning, and what it is in the light, the dark and the high-contrast scheme.
macro_rules! colors {
    ($($(#[$doc:meta])* $name:ident: $light:literal $dark:literal $contrast:literal;)*) => {
        /// Colours by meaning. Each `*_tint` is the ground of its namesake.
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct Colors {
            $($(#[$doc])* pub $name: Color),*
        }

        const LIGHT: Colors = Colors { $($name: color!($light)),* };
        const DARK: Colors = Colors { $($name: color!($dark)),* };
        const HIGH_CONTRAST: Colors = Colors { $($name: color!($contrast)),* };
    };
}

colors! {
    ground: 0xF1F4F7 0x12171C 0x000000;
    surface: 0xFFFFFF 0x1B2229 0x000000;
    /// The row on which the cursor stands, a pressed or hovered control.
    raised: 0xDFECF8 0x283543 0x2B2B2B;
    line: 0xC3CCD6 0x3D4A58 0xFFFFFF;
    text: 0x15202B 0xE9EEF3 0xFFFFFF;
    /// Letters of less weight.
    muted: 0x4A5765 0xAAB6C2 0xE6E6E6;
    /// The one accent: what to press next, what is chosen.
    accent: 0x0B57A4 0x74B7F5 0xFFDD00;
    on_accent: 0xFFFFFF 0x0A1520 0x000000;
    good: 0x0A5C36 0x83DCA8 0x6BFF9E;
    good_tint: 0xDCF1E4 0x14352A 0x000000;
    warn: 0x7A4300 0xF6C46E 0xFFCF4D;
    warn_tint: 0xFFEBCB 0x3B2D12 0x000000;
    bad: 0x9B1C1C 0xFFA099 0xFFA6A6;
    bad_tint: 0xFBE3E3 0x451E1E 0x000000;
    /// Letters on a danger button, whose ground is `bad`.
    on_bad: 0xFFFFFF 0x2A0707 0x000000;
    /// The band that says the data are invented.
    demo: 0x6A2C91 0xD9B8FF 0xFF9CFF;
    on_demo: 0xFFFFFF 0x23103A 0x000000;
}

/// A scheme with its colours; small enough to be copied into every style.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    pub scheme: ThemeChoice,
    pub colors: Colors,
}

impl Look {
    pub fn of(scheme: ThemeChoice) -> Look {
        let colors = match scheme {
            ThemeChoice::Light => LIGHT,
            ThemeChoice::Dark => DARK,
            ThemeChoice::HighContrast => HIGH_CONTRAST,
        };
        Look { scheme, colors }
    }

    /// The same for the parts that iced draws by itself.
    pub fn theme(self) -> Theme {
        let c = self.colors;
        Theme::custom(
            self.scheme.word(),
            Palette {
                background: c.ground,
                text: c.text,
                primary: c.accent,
                success: c.good,
                warning: c.warn,
                danger: c.bad,
            },
        )
    }

    /// Letters and ground of a tone.
    pub fn tone(self, tone: Tone) -> (Color, Color) {
        let c = self.colors;
        match tone {
            Tone::Plain => (c.text, c.raised),
            Tone::Good => (c.good, c.good_tint),
            Tone::Warn => (c.warn, c.warn_tint),
            Tone::Bad => (c.bad, c.bad_tint),
            Tone::Unknown => (c.warn, c.warn_tint),
        }
    }
}

#[cfg(test)]
#[allow(clippy::float_arithmetic, reason = "contrast is a ratio of light, not money")]
mod tests {
    use super::*;

    /// Contrast of two colours, 1 to 21 (WCAG 2.1, relative luminance).
    fn contrast(a: Color, b: Color) -> f32 {
        let channel = |c: f32| if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        let light = |c: Color| 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Every pair of letters and ground that the widgets draw.
    fn pairs(c: Colors) -> Vec<(&'static str, Color, Color)> {
        let mut pairs = Vec::new();
        for (ground_name, ground) in [("ground", c.ground), ("surface", c.surface), ("raised", c.raised)] {
            pairs.push((ground_name, c.text, ground));
            pairs.push((ground_name, c.muted, ground));
            pairs.push((ground_name, c.accent, ground));
        }
        pairs.extend([
            ("accent", c.on_accent, c.accent),
            ("good", c.good, c.good_tint),
            ("warn", c.warn, c.warn_tint),
            ("bad", c.bad, c.bad_tint),
            ("text on good", c.text, c.good_tint),
            ("text on warn", c.text, c.warn_tint),
            ("text on bad", c.text, c.bad_tint),
            ("bad on surface", c.bad, c.surface),
            ("good on surface", c.good, c.surface),
            ("warn on surface", c.warn, c.surface),
            ("danger", c.on_bad, c.bad),
            ("demo", c.on_demo, c.demo),
        ]);
        pairs
    }

    #[test]
    fn letters_are_readable_in_every_scheme() {
        for (scheme, least) in [(ThemeChoice::Light, 4.5), (ThemeChoice::Dark, 4.5), (ThemeChoice::HighContrast, 7.0)] {
            for (name, letters, ground) in pairs(Look::of(scheme).colors) {
                let ratio = contrast(letters, ground);
                assert!(ratio >= least, "{scheme:?} {name}: {ratio:.2} is below {least}");
            }
        }
    }

    #[test]
    fn the_contrast_of_black_and_white_is_twenty_one() {
        assert!((contrast(Color::BLACK, Color::WHITE) - 21.0).abs() < 0.01);
        assert!((contrast(Color::WHITE, Color::WHITE) - 1.0).abs() < 0.01);
    }

    #[test]
    fn the_accent_and_the_states_are_told_apart_from_plain_letters() {
        for scheme in [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast] {
            let look = Look::of(scheme);
            let inks = [Tone::Plain, Tone::Good, Tone::Warn, Tone::Bad].map(|tone| look.tone(tone).0);
            for (i, a) in inks.iter().enumerate() {
                assert!(inks.iter().skip(i + 1).all(|b| a != b), "{scheme:?}");
            }
        }
    }
}
