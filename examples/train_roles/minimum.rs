//! The minimum of a smooth function of many values: L-BFGS (Liu and Nocedal, 1989) with a backtracking line search.

use std::collections::VecDeque;

/// How many steps are remembered.
const MEMORY: usize = 8;
/// The most steps.
const STEPS: usize = 120;
/// The share by which the value must still fall.
const LEAST: f64 = 1e-5;

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], times: f64, what: &[f64]) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += times * what;
    }
}

/// A step, and how the slope changed by it.
struct Step {
    moved: Vec<f64>,
    turned: Vec<f64>,
    product: f64,
}

/// Where to go from a place with this slope.
fn direction(slope: &[f64], steps: &VecDeque<Step>) -> Vec<f64> {
    let mut way: Vec<f64> = slope.iter().map(|slope| -slope).collect();
    let mut shares = Vec::with_capacity(steps.len());
    for step in steps.iter().rev() {
        let share = dot(&step.moved, &way) / step.product;
        add(&mut way, -share, &step.turned);
        shares.push(share);
    }
    if let Some(last) = steps.back() {
        let scale = last.product / dot(&last.turned, &last.turned);
        for way in &mut way {
            *way *= scale;
        }
    }
    for (step, share) in steps.iter().zip(shares.into_iter().rev()) {
        let back = dot(&step.turned, &way) / step.product;
        add(&mut way, share - back, &step.moved);
    }
    way
}

/// Finds the values for which `function`, which gives its value and its slope, is least.
pub(crate) fn minimum(start: Vec<f64>, mut function: impl FnMut(&[f64]) -> (f64, Vec<f64>)) -> Vec<f64> {
    let mut at = start;
    let (mut value, mut slope) = function(&at);
    let mut steps: VecDeque<Step> = VecDeque::new();
    for _ in 0..STEPS {
        let way = direction(&slope, &steps);
        let falls = dot(&way, &slope);
        let mut length = if steps.is_empty() { 1.0 / dot(&slope, &slope).sqrt().max(1.0) } else { 1.0 };
        let next = loop {
            let mut there = at.clone();
            add(&mut there, length, &way);
            let (value_there, slope_there) = function(&there);
            if value_there <= value + 1e-4 * length * falls {
                break Some((there, value_there, slope_there));
            }
            length /= 2.0;
            if length < 1e-10 {
                break None;
            }
        };
        let Some((there, value_there, slope_there)) = next else { break };
        let difference = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<f64>>();
        let (moved, turned) = (difference(&there, &at), difference(&slope_there, &slope));
        let product = dot(&moved, &turned);
        if 0.0 < product {
            steps.push_back(Step { moved, turned, product });
            if MEMORY < steps.len() {
                steps.pop_front();
            }
        }
        let done = value - value_there < LEAST * value.abs();
        (at, value, slope) = (there, value_there, slope_there);
        if done {
            break;
        }
    }
    at
}
