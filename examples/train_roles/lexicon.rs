//! The lexicon: for each role that words are weighed for, a logistic regression on the words of units, by gradient descent
//! whose steps shrink where words are common (Duchi, Hazan and Singer, 2011).

use articast::article::text::training::{BUCKETS, Lexicon, WEIGHED, roles};

use crate::corpus::{Document, Target};

/// The roles that words are weighed for.
const ROLES: [&str; WEIGHED] = ["Figure", "Heading"];
/// How often all units are gone through.
const ROUNDS: usize = 12;
/// How large steps are.
const RATE: f64 = 0.5;
/// How much a weight shrinks at each unit that holds its word.
const SHRINK: f64 = 2e-4;

/// Fits a lexicon to texts. The same texts give the same lexicon.
pub(crate) fn fit(documents: &[&Document]) -> Lexicon {
    let names = roles();
    let mut all = vec![[0; WEIGHED]; BUCKETS];
    for (place, role) in ROLES.iter().enumerate() {
        let role = names.iter().position(|name| name == role).expect("it is a role");
        for (weights, weight) in all.iter_mut().zip(weights(documents, role)) {
            // In sixteenths, as the model has them.
            #[expect(clippy::cast_possible_truncation, reason = "it is clamped before")]
            let weight = (weight * 16.0).round().clamp(-127.0, 127.0) as i8;
            weights[place] = weight;
        }
    }
    Lexicon::new(all)
}

/// The weights of words towards one role.
fn weights(documents: &[&Document], role: usize) -> Vec<f64> {
    let known = |target: &Target| target.may != target.wanted;
    let (mut weights, mut squares, mut bias) = (vec![0.0; BUCKETS], vec![1.0; BUCKETS], -1.0);
    for _ in 0..ROUNDS {
        let units = documents.iter().flat_map(|document| document.targets.iter().zip(&document.seen.terms));
        for (target, terms) in units.filter(|(target, _)| known(target)) {
            let value = 1.0 / (terms.len() as f64).sqrt();
            let sum = terms.iter().map(|term| weights[usize::from(*term)] * value).sum::<f64>() + bias;
            let wanted = if target.wanted[role] { 1.0 } else { 0.0 };
            let slope = wanted - 1.0 / (1.0 + libm::exp(-sum));
            bias += 0.01 * slope;
            for term in terms {
                let at = usize::from(*term);
                let step = slope * value - SHRINK * weights[at];
                squares[at] += step * step;
                weights[at] += RATE * step / squares[at].sqrt();
            }
        }
    }
    weights
}
