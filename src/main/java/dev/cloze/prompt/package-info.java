/**
 * Prompts on a language model: soft rows laid over the embeddings, a batch in, what the model says
 * at the masks out.
 *
 * <p>May import {@code plm} and {@code delta}. To add a way to start soft rows: a method of {@link
 * dev.cloze.prompt.SoftRows}, with its scale measured against the model's own.
 */
package dev.cloze.prompt;
