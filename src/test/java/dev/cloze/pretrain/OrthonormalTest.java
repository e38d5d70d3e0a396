package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrthonormalTest {
  @Test
  void drawnColumnsStandAtRightAngles() {
    double[][] columns = Orthonormal.random(new Random(1), 6, 20);

    for (int a = 0; a < 6; a++) {
      for (int b = 0; b < 6; b++) {
        double dot = 0;
        for (int i = 0; i < 20; i++) {
          dot += columns[a][i] * columns[b][i];
        }
        assertThat(dot).as("%d and %d", a, b).isCloseTo(a == b ? 1 : 0, within(1e-12));
      }
    }
  }

  /** By hand: (3,4) becomes (0.6,0.8); (1,0) less 0.6 of it is (0.64,-0.48), of length 0.8. */
  @Test
  void straightensTheColumnsOfAMatrix() {
    double[][] columns = new double[2][2];

    Scope.run(() -> Orthonormal.of(Tensor.of(new float[] {3, 1, 4, 0}, 2, 2), columns));

    assertThat(columns[0]).containsExactly(new double[] {0.6, 0.8}, within(1e-7));
    assertThat(columns[1]).containsExactly(new double[] {0.8, -0.6}, within(1e-7));
    assertThat(Scope.<float[]>get(() -> Orthonormal.tensor(columns).toFloats()))
        .containsExactly(new float[] {0.6f, 0.8f, 0.8f, -0.6f}, within(1e-6f));
  }

  @Test
  void aColumnAmongThoseBeforeItBecomesNothing() {
    double[][] columns = new double[2][2];

    Scope.run(() -> Orthonormal.of(Tensor.of(new float[] {1, 2, 3, 6}, 2, 2), columns));

    assertThat(columns[1]).containsOnly(0);
  }
}
