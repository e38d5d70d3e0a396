package dev.cloze.verbalizer;

import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;

/**
 * The two losses of prototypical verbalizers over N examples of L labels (Cui et al. 2022,
 * equations 4 and 5). The paper has K examples of each label, N = K L; here labels may have unequal
 * numbers, and each example, and each pair, counts the same.
 */
final class PrototypicalLoss {
  private final ImmutableIntArray labels;
  private final int classes;

  PrototypicalLoss(ImmutableIntArray labels, int classes) {
    this.labels = labels;
    this.classes = classes;
  }

  private int size() {
    return labels.length();
  }

  /**
   * -1/(N L) sum over examples i of log( exp s(i, own) / sum over labels l of exp s(i, l) ).
   *
   * @param similarity of examples to prototypes, [N,L]
   */
  Tensor ofPrototypes(Tensor similarity) {
    long[] targets = labels.stream().asLongStream().toArray();
    return Arithmetic.scale(Losses.crossEntropy(similarity, targets), 1.0 / classes);
  }

  /**
   * -1/N² sum over pairs i, j of one label of log( exp s(i, j) / (exp s(i, j) + sum over k of other
   * labels of exp s(k, j)) ), the pairs of an example with itself among them.
   *
   * @param similarity of examples to examples, [N,N]
   */
  Tensor ofInstances(Tensor similarity) {
    Tensor exponents = Arithmetic.exp(similarity); // [N,N]
    Tensor others = // [1,N]: of each column j, the sum over the examples of other labels
        Shapes.reshape(Arithmetic.sum(Arithmetic.multiply(exponents, pairs(false)), 0), 1, -1);
    Tensor logs = // [N,N]
        Arithmetic.subtract(similarity, Arithmetic.log(Arithmetic.add(exponents, others)));
    Tensor own = Arithmetic.multiply(logs, pairs(true)); // [N,N]
    return Arithmetic.scale(Arithmetic.sum(own), -1.0 / ((double) size() * size()));
  }

  /** [N,N]: 1 for pairs of one label, or of two. */
  private Tensor pairs(boolean ofOneLabel) {
    float[] values = new float[size() * size()];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < size(); j++) {
        values[i * size() + j] = (labels.get(i) == labels.get(j)) == ofOneLabel ? 1 : 0;
      }
    }
    return Tensor.of(values, size(), size());
  }
}
