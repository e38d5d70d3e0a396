/**
 * The weights of a model on disk: safetensors files, mapped and read into tensors, and the strict
 * account of which of them a model took.
 *
 * <p>May import {@code tensor} and {@code base}. A file is trusted in nothing: its header is
 * checked whole when it is opened, before any memory is taken for what it claims, and each mistake
 * names file and tensor. To add a number format: a row in {@link dev.cloze.weights.Dtype} and, if
 * the engine has none like it, its widening in {@code WholeNumbers}. To add a kind of file: a class
 * beside {@link dev.cloze.weights.Safetensors} and its place in {@link
 * dev.cloze.weights.Checkpoint#open}.
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(folder)) {
 *   Checkpoint attention = checkpoint.under("encoder.layer.0").under("attention.self");
 *   Tensor query = attention.take("query.weight", NumberFormat.F32, 768, 768).lasting();
 *   checkpoint.ignore("embeddings.position_ids", "pooler.**");
 *   checkpoint.requireAllTaken();
 * }
 * }</pre>
 */
package dev.cloze.weights;
