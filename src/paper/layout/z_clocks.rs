//! What a Z report says of clocks: which was in doubt and why the desk went on by it, which terminal's was apart, and
//! where numbers went back over a year's end.

use super::local_date_time;
use crate::domain::{clocks::ClockOffset, z_report::ZReport};
use crate::paper::page::{Page, Style};
use crate::paper::wording;

/// Puts them, where there is any.
pub(super) fn clocks(page: &mut Page, report: &ZReport, detail: Style) {
    let clocks = &report.clocks;
    if clocks.is_empty() {
        return;
    }
    page.styled(wording::CLOCKS, Style::PLAIN.bold());
    for accepted in &clocks.accepted {
        page.pair(wording::CLOCK_SHOWED, local_date_time(accepted.at));
        if let Some(until) = accepted.books_until {
            page.styled_pair(wording::LATEST_ENTRY, local_date_time(until), detail);
        }
        if let Some(clock) = &accepted.terminal {
            apart(page, clock, detail);
        }
        page.styled(format!("{}: {}", wording::REASON, accepted.reason), detail).styled_pair(
            wording::BY,
            accepted.by.as_str(),
            detail,
        );
    }
    for clock in &clocks.apart {
        apart(page, clock, Style::PLAIN);
    }
    for back in &clocks.years_back {
        page.text(format!("{} {} {}", back.document, wording::AFTER, back.after));
    }
    page.rule();
}

fn apart(page: &mut Page, clock: &ClockOffset, style: Style) {
    page.styled_pair(wording::TERMINAL_CLOCK, signed(clock.ahead_s), style);
    page.styled(&clock.terminal, style);
}

/// Hours, minutes and seconds that a clock is ahead, with their sign.
fn signed(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.unsigned_abs();
    format!("{sign}{}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_read_with_its_sign() {
        assert_eq!(signed(3_661), "+1:01:01");
        assert_eq!(signed(-360), "-0:06:00");
        assert_eq!(signed(86_400), "+24:00:00");
    }
}
