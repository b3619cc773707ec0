//! Models, whole and damaged.

use proptest::prelude::*;

use super::*;

const TINY: &[u8] = include_bytes!("../../../../tests/voices/tiny.onnx");

#[test]
fn a_voice_is_understood_and_its_noise_is_ours() {
    let (graph, bytes) = prepare(TINY).unwrap();
    assert_eq!(graph.inputs, ["input", "input_lengths", "scales"]);
    assert_eq!(graph.outputs, ["output"]);
    assert_eq!(graph.durations.as_deref(), Some("/Ceil_output_0"));
    assert_eq!((graph.noises, graph.dice), (1, 0));
    assert!(graph.is_seeded());
    let (again, same) = prepare(&bytes).unwrap();
    assert_eq!(again.inputs, ["input", "input_lengths", "scales", NOISE, START]);
    assert_eq!(again.outputs, ["output", "/Ceil_output_0"]);
    assert_eq!((again.noises, same.len()), (0, bytes.len()));
}

#[test]
fn both_kinds_of_noise_are_ours_and_whole_inputs_are_known() {
    let prepared = |bytes: &[u8]| prepare(bytes).unwrap();
    let (hexgrads, bytes) = prepared(include_bytes!("../../../../tests/voices/tiny-kokoro.onnx"));
    assert_eq!((hexgrads.noises, hexgrads.dice), (2, 0));
    assert_eq!(hexgrads.whole.iter().collect::<Vec<_>>(), ["input_ids"]);
    assert!(hexgrads.operators.contains("CumSum") && !hexgrads.operators.contains("RandomUniformLike"));
    assert_eq!((prepared(&bytes).0.noises, prepared(&bytes).0.dice), (0, 0));
    let (tokens, _) = prepared(include_bytes!("../../../../tests/voices/tiny-kokoro-tokens.onnx"));
    assert_eq!(tokens.whole.iter().collect::<Vec<_>>(), ["speed", "tokens"]);
    assert_eq!((tokens.noises, tokens.dice), (2, 0));
    assert!(hexgrads.durations.is_none() && tokens.durations.is_some());
}

#[test]
fn operators_that_are_not_the_same_everywhere_are_replaced_where_they_are_understood() {
    let bytes = include_bytes!("../../../../tests/voices/tiny-operators.onnx");
    let (graph, changed) = prepare(bytes).unwrap();
    assert_eq!(graph.operators.iter().collect::<Vec<_>>(), Vec::<&str>::new());
    let again = prepare(&changed).unwrap();
    assert_eq!(
        again.0.operators.iter().collect::<Vec<_>>(),
        ["Conv", "Einsum", "MatMul", "Reshape", "Transpose"]
    );
    assert_eq!(again.1.len(), changed.len());
    // A length that is not the window's.
    let at = bytes.windows(8).position(|eight| eight == 20_i64.to_le_bytes()).unwrap();
    let mut other = bytes.to_vec();
    other[at] = 19;
    assert!(prepare(&other).unwrap().0.operators.contains("STFT"));
}

#[test]
fn what_is_no_model_is_refused() {
    for bytes in [&b""[..], b"{}", b"\x3a\x05abc", &TINY[..TINY.len() - 1], &[0xff; 40]] {
        assert!(prepare(bytes).is_err(), "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn no_damage_panics(at in 0..TINY.len(), byte in any::<u8>(), length in 0..TINY.len()) {
        let mut bytes = TINY.to_vec();
        bytes[at] = byte;
        let _ = prepare(&bytes);
        let _ = prepare(&bytes[..length]);
    }
}
