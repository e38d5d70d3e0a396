package dev.cloze.train;

import dev.cloze.tensor.Tensor;

/**
 * A tensor that trains, and the name that it is saved under.
 *
 * @param name unique within a training
 */
public record NamedTensor(String name, Tensor tensor) {}
