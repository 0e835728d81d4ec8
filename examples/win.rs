#![allow(missing_docs, clippy::all)]
use std::sync::Arc;
use tameio::desk::*;
use tameio::window::*;
fn main() {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let dir = tempfile::tempdir().unwrap();
    let mut demo = demo::prepare(
        dir.path(),
        demo::DemoSize { debtors: 500, debts: 2000, ..Default::default() },
        Arc::new(clock::SystemClock),
    )
    .unwrap();
    let a: Vec<String> = std::env::args().collect();
    let mut c = (*demo.setup.config).clone();
    if a.get(1).map(|s| s.as_str()) == Some("dark") {
        c.window.theme = tameio::config::ThemeChoice::Dark
    }
    if a.get(1).map(|s| s.as_str()) == Some("hc") {
        c.window.theme = tameio::config::ThemeChoice::HighContrast
    }
    if a.get(2).map(|s| s.as_str()) == Some("en") {
        c.window.language = tameio::text::Language::En
    }
    demo.setup.config = Arc::new(c);
    let mut d = Desk::open(&demo.setup).unwrap();
    let f = d.look_up("x", "παπ").unwrap();
    for x in f.debtors.iter().take(4) {
        println!("{} {:?}", x.debtor.name, x.debtor.afm.as_ref().map(|a| a.to_string()));
        for e in &x.debts {
            println!("   {:?} {} {:?}", e.debt.rf.as_ref().map(|r| r.to_string()), e.debt.open_amount(), e.status);
        }
    }
    run(
        &demo.setup,
        &WindowOptions {
            demo: Some(DemoHints { operator: demo.operator.clone(), pin: demo.pin.clone() }),
            ..Default::default()
        },
    )
    .unwrap();
}
