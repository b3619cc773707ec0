//! Tests of covers.
