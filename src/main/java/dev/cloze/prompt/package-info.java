/**
 * Prompts on a language model: soft rows laid over the embeddings, a batch in, what the model says
 * at the masks out; and {@link dev.cloze.prompt.KeptRows}, the store of what it said.
 *
 * <p>May import {@code plm} and {@code delta}. To add a way to start soft rows: a method of {@link
 * dev.cloze.prompt.SoftRows}, with its scale measured against the model's own. To add an encoder
 * that computes them while they train: a constant of {@link dev.cloze.prompt.SoftOptions.Encoder},
 * and its layers in {@code RowEncoder}; the contract test of encoders takes it up by itself.
 */
package dev.cloze.prompt;
