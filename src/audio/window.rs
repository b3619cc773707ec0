//! Windows and sincs: what interpolating filters are made of.

use std::f64::consts::PI;

/// The normalised sinc function, sin(πx) / πx, with sinc(0) = 1.
pub(super) fn sinc(x: f64) -> f64 {
    if x == 0.0 { 1.0 } else { libm::sin(PI * x) / (PI * x) }
}

/// Kaiser's window at `x` from −1 to 1; 1 in the middle.
pub(super) fn kaiser(x: f64, beta: f64) -> f64 {
    bessel_i0(beta * (1.0 - x * x).max(0.0).sqrt()) / bessel_i0(beta)
}

/// The modified Bessel function of the first kind and order zero, by its series (Abramowitz and Stegun 9.6.10).
fn bessel_i0(x: f64) -> f64 {
    let (mut sum, mut term, mut n) = (1.0, 1.0, 1.0);
    while 1e-17 * sum < term {
        term *= (x / 2.0 / n) * (x / 2.0 / n);
        sum += term;
        n += 1.0;
    }
    sum
}
