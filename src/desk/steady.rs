//! The PC's steady clock: it runs while programs come and go, and nobody puts it. Linux tells it, with a name for each
//! start of the machine. Elsewhere it is that of the process, so that between two processes the calendar counts.

use crate::domain::steady::Steady;

#[cfg(target_os = "linux")]
pub(super) fn read() -> Option<Steady> {
    use std::fs::read_to_string;

    use chrono::TimeDelta;

    let origin = read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let uptime = read_to_string("/proc/uptime").ok()?;
    // Seconds with two decimals, the time asleep among them.
    let (seconds, hundredths) = uptime.split_whitespace().next()?.split_once('.')?;
    let hundredths: i64 = hundredths.get(..2)?.parse().ok()?;
    let elapsed = TimeDelta::try_seconds(seconds.parse().ok()?)? + TimeDelta::milliseconds(hundredths * 10);
    Some(Steady { origin: origin.trim().to_owned(), elapsed })
}

#[cfg(not(target_os = "linux"))]
pub(super) fn read() -> Option<Steady> {
    use std::sync::OnceLock;
    use std::time::Instant;

    use chrono::TimeDelta;

    use crate::domain::steady::OF_A_PROGRAM;

    static START: OnceLock<(String, Instant)> = OnceLock::new();
    let name = || format!("{OF_A_PROGRAM}{} of {}", std::process::id(), chrono::Utc::now().to_rfc3339());
    let (origin, start) = START.get_or_init(|| (name(), Instant::now()));
    Some(Steady { origin: origin.clone(), elapsed: TimeDelta::from_std(start.elapsed()).unwrap_or(TimeDelta::MAX) })
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_readings_have_one_origin_and_do_not_go_back() {
        let (first, second) = (super::read().unwrap(), super::read().unwrap());
        assert_eq!(first.origin, second.origin);
        assert!(first.elapsed <= second.elapsed && !first.origin.is_empty());
    }
}
