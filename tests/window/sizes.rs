//! What leads on is in sight on every screen that a desk has, at every size of the letters.

use iced::widget::{Stack, column, container, space};
use iced::{Point, Rectangle, Settings, Size};
use tameio::config::ThemeChoice;
use tameio::window::theme::Look;
use tameio::window::widget::Draw;

use super::give_back::{paid, words};
use super::pending::press_letter;
use super::*;

/// What a title bar and a panel of the desktop leave of a screen, in pixels.
const SCREENS: [Size; 2] = [Size::new(1280.0, 740.0), Size::new(1024.0, 708.0)];
/// Percent, as in `window.scale`.
const SCALES: [u16; 4] = [100, 125, 150, 175];

/// The window's room in logical pixels, for each screen and scale.
fn rooms() -> impl Iterator<Item = (Size, u16)> {
    SCREENS.into_iter().flat_map(|screen| {
        SCALES.into_iter().map(move |scale| {
            let factor = f32::from(scale) / 100.0;
            (Size::new(screen.width / factor, screen.height / factor), scale)
        })
    })
}

/// Fails unless all of these words, with the help and the clock of the status bar, can be seen in every room.
#[track_caller]
fn in_sight(window: &Window, what: &str, all: &[&str]) {
    let help = words("screen-key-help");
    for (room, scale) in rooms() {
        let screen = Rectangle::new(Point::ORIGIN, room);
        for words in all.iter().copied().chain([help.as_str(), "F1"]) {
            let mut view = Simulator::<Message>::with_size(Settings::default(), room, window.app.view());
            let found =
                view.find(words).unwrap_or_else(|_| panic!("{what}: «{words}» is not there in {room:?}, {scale} %"));
            let bounds = iced_test::selector::Bounded::visible_bounds(&found);
            let seen = bounds.is_some_and(|bounds| bounds.is_within(&screen));
            assert!(seen, "{what}: «{words}» at {bounds:?} of {room:?}, {scale} %");
        }
    }
}

#[test]
fn what_is_needed_to_pay_is_in_sight_on_every_screen_at_every_scale() {
    let mut window = window();
    window.wait("the operator on the lock", |window| window.shows("Ταμίας επίδειξης"));
    in_sight(&window, "the lock", &["Ταμίας επίδειξης", &words("screen-lock-sign-in")]);
    window.sign_in();
    in_sight(&window, "the desk", &["F9", "F8", "F2", "Enter"]);
    window.scan();
    let total = format!("{}\u{a0}€", window.total.greek());
    in_sight(&window, "a debt", &["F9", "F8", "F2", "Enter", &total]);
    window.press(&[Named::F8]);
    in_sight(&window, "cash", &["Esc"]);
    window.press(&[Named::Escape]);
    window.press(&[Named::F9]);
    window.wait_for(Context::Outcome);
    in_sight(&window, "paid", &[&words("screen-approved")]);
}

#[test]
fn what_closes_a_day_is_in_sight_on_every_screen_at_every_scale() {
    let mut window = window();
    paid(&window, None);
    window.sign_in();
    window.press(&[Named::F3]);
    window.wait("the receipts", |window| window.shows(&words("screen-tab-receipts")));
    in_sight(&window, "the receipts", &["F2", "F11", "Esc"]);
    window.press(&[Named::Escape]);
    window.press(&[Named::F4]);
    window.wait("the till", |window| window.shows(&words("screen-till-not-compared")));
    in_sight(&window, "the till", &["F9", "F6", "Ctrl+T", "Ctrl+O", "Ctrl+Z", "Esc"]);
    window.ctrl('t');
    in_sight(&window, "the totals", &[&words("screen-till-count")]);
    window.press(&[Named::Escape]);
    window.ctrl('z');
    window.wait("no Z report", |window| window.shows(&words("z-none")));
    in_sight(&window, "the Z reports", &["Esc"]);
    window.press(&[Named::Escape]);
    window.press(&[Named::F10]);
    window.wait("what was found", |window| !window.shows(&words("screen-devices-looking")));
    in_sight(&window, "the devices", &["F5", "B", "Esc", "F10", &words("screen-settings-tab")]);
    window.press(&[Named::Tab]);
    in_sight(&window, "the settings", &["Esc", &words("screen-settings-theme"), &words("screen-settings-change")]);
    window.press(&[Named::F10]);
    window.wait("the people", |window| window.shows("Νίκος"));
    press_letter(&mut window, "n");
    in_sight(&window, "the roles", &[&words("role-cashier")]);
}

/// A picture of a list of twenty pixels with an amount that is higher, as a file that holds its hash; `covered`: whether what
/// is below the list is painted over.
fn amount_in_a_short_list(covered: bool) -> iced_test::Simulator<'static, Message> {
    let draw = Draw { look: Look::of(ThemeChoice::Light), text: Text::new(Language::El), compact: false };
    let list = container(draw.scroll("short", draw.figures("888,88", 44.0)).height(20.0)).height(iced::Fill);
    let ground = draw.look.colors.ground;
    let cover = container(space())
        .width(iced::Fill)
        .height(iced::Fill)
        .style(move |_| container::Style::default().background(ground));
    let below = covered.then(|| column![space().height(20.0), cover]);
    Simulator::with_size(Settings::default(), Size::new(300.0, 100.0), Stack::new().push(list).push(below))
}

#[test]
fn an_amount_is_cut_off_where_its_list_ends_and_lies_over_nothing_else() {
    let theme = Look::of(ThemeChoice::Light).theme();
    let hash = tempfile::tempdir().unwrap();
    let hash = hash.path().join("picture");
    assert!(amount_in_a_short_list(true).snapshot(&theme).unwrap().matches_hash(&hash).unwrap(), "the first is kept");
    assert!(amount_in_a_short_list(false).snapshot(&theme).unwrap().matches_hash(&hash).unwrap());
}
