package dev.cloze.plm;

import dev.cloze.tokenize.ModelKind;

/**
 * What the rest of Cloze needs to know of a model.
 *
 * @param modelType the architecture's name in {@code config.json}
 * @param kind how the model reads: masked or causal
 * @param hidden the width of its hidden states, H
 * @param layers the number of its layers
 * @param vocabulary the number of its tokens, V
 * @param positions how many tokens a text may have
 */
public record ModelShape(
    String modelType, ModelKind kind, int hidden, int layers, int vocabulary, int positions) {}
