//! Whether there is a display to open a window on. winit panics or waits where there is none, so this is asked
//! first. Also what a window must say of itself on one system and not on another.

use iced::window::settings::PlatformSpecific;

/// Whether a window can be opened.
pub fn is_there() -> bool {
    available(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// X11 and Wayland name their display in the environment.
#[cfg(all(unix, not(target_os = "macos")))]
fn available(is_set: impl Fn(&str) -> bool) -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(is_set)
}

/// Windows and macOS always have a desktop where a program runs for a person.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn available(_is_set: impl Fn(&str) -> bool) -> bool {
    true
}

/// The window's name for the desktop, by which it finds the program's entry and icon.
#[cfg(target_os = "linux")]
pub fn platform() -> PlatformSpecific {
    PlatformSpecific { application_id: "tameio".to_owned(), ..PlatformSpecific::default() }
}

/// Elsewhere the desktop knows the program by its file.
#[cfg(not(target_os = "linux"))]
pub fn platform() -> PlatformSpecific {
    PlatformSpecific::default()
}

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use super::available;

    #[test]
    fn a_session_without_x11_and_wayland_has_no_display() {
        assert!(!available(|_| false));
        assert!(!available(|name| name == "TERM"));
        assert!(available(|name| name == "DISPLAY"));
        assert!(available(|name| name == "WAYLAND_DISPLAY"));
    }
}
