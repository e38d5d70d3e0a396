/**
 * Tensors, kernels, gradients, the optimizer, number formats and devices: the one room that knows
 * the engine underneath.
 *
 * <p>May import {@code base}. The engine has faults that give wrong numbers without a word: scalar
 * operands that are freed before the backward pass reads them, casts that cut gradients, results
 * that stay with the parameters' memory, a gradient switch shared by all threads. They are kept out
 * by three rules: every operation is a TorchScript kernel called with plain scalars; every tensor
 * is copied into the engine's own memory when it is made; every result belongs to the {@link
 * dev.cloze.tensor.Scope} that is open on its thread.
 *
 * <p>To add an operation: a method in the class of its kind ({@link dev.cloze.tensor.Arithmetic},
 * {@link dev.cloze.tensor.Shapes}, {@link dev.cloze.tensor.Attention} ...), its text in that
 * class's {@code TEXT}, and a row in the directional-derivative test.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *   Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
 *   float sum = Arithmetic.sum(x).item();
 * }
 * }</pre>
 */
package dev.cloze.tensor;
