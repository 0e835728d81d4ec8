//! `doctor`: what is wrong with this desk and what to do about it.

use super::{Context, Exit, object};
use crate::desk::doctor::examine;
use crate::text::say;

pub(super) fn run(context: &Context) -> Exit {
    let text = context.text();
    let findings = examine(&context.setup);
    let mut said = Vec::new();
    for finding in &findings {
        let remedy = say::remedy(&text, &context.setup, finding);
        context.out.say(&say::finding(&text, finding));
        if let Some(remedy) = &remedy {
            context.out.say(&format!("    {remedy}"));
        }
        said.push(object![what = finding.what, verdict = finding.verdict, detail = &finding.detail, remedy]);
    }
    let exit = Exit::of_findings(&findings);
    context.out.object(&object![ok = exit == Exit::Done, findings = said]);
    exit
}
