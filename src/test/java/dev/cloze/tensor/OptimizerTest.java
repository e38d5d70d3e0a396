package dev.cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerTest {
  @ParameterizedTest
  @CsvSource({"F64, 1e-12", "F32, 2e-6"})
  void stepsAsThePaperSays(NumberFormat format, double tolerance) {
    Optimizer.Settings settings = new Optimizer.Settings(0.8, 0.95, 1e-6, 0.1);
    Random random = new Random(8);
    double[] x = random.doubles(6, -1, 1).toArray();
    double[] m = new double[6];
    double[] v = new double[6];
    try (Scope scope = Scope.open()) {
      assertThat(scope).isNotNull();
      Tensor parameter = Memory.cast(Tensor.of(x, 2, 3), format);
      try (Optimizer optimizer = new Optimizer(List.of(parameter), settings)) {
        for (int step = 1; step <= 5; step++) {
          double rate = 0.1 / step;
          double[] gradient = random.doubles(6, -1, 1).toArray();
          optimizer.step(List.of(Memory.cast(Tensor.of(gradient, 2, 3), format)), rate);
          for (int i = 0; i < 6; i++) {
            m[i] = 0.8 * m[i] + 0.2 * gradient[i];
            v[i] = 0.95 * v[i] + 0.05 * gradient[i] * gradient[i];
            double mean = m[i] / (1 - Math.pow(0.8, step));
            double square = v[i] / (1 - Math.pow(0.95, step));
            x[i] -= rate * (mean / (Math.sqrt(square) + 1e-6) + 0.1 * x[i]);
          }
          assertThat(parameter.toDoubles()).containsExactly(x, within(tolerance));
        }
        assertThat(optimizer.state().get(0).toDoubles()).containsExactly(m, within(tolerance));
        assertThat(optimizer.state().get(1).toDoubles()).containsExactly(v, within(tolerance));
        assertThat(optimizer.state().get(2).item()).isEqualTo(5);
      }
    }
  }

  @Test
  void decaysApartFromTheGradient() {
    Scope.run(
        () -> {
          Tensor parameter = Tensor.of(new double[] {2}, 1);
          Optimizer.Settings settings = Optimizer.Settings.defaults().withWeightDecay(0.5);
          try (Optimizer optimizer = new Optimizer(List.of(parameter), settings)) {
            optimizer.step(List.of(Tensor.of(new double[] {0}, 1)), 0.1);
          }
          assertThat(parameter.toDoubles()[0]).isCloseTo(2 * (1 - 0.1 * 0.5), within(1e-12));
        });
  }

  @Test
  void hasPyTorchsDefaults() {
    assertThat(Optimizer.Settings.defaults())
        .isEqualTo(new Optimizer.Settings(0.9, 0.999, 1e-8, 0.01));
  }

  @Test
  void failsWhenGradientsAreMissing() {
    Scope.run(
        () -> {
          Tensor parameter = Tensor.of(new float[] {2}, 1);
          try (Optimizer optimizer =
              new Optimizer(List.of(parameter), Optimizer.Settings.defaults())) {
            assertThatThrownBy(() -> optimizer.step(List.of(), 0.1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kernel adamw(");
          }
        });
  }

  @Test
  void leavesNothingWhenClosed() {
    Scope.run(
        () -> {
          Tensor parameter = Tensor.of(new float[] {2}, 1);
          int before = Tensor.liveCount();
          new Optimizer(List.of(parameter), Optimizer.Settings.defaults()).close();
          assertThat(Tensor.liveCount()).isEqualTo(before);
        });
  }
}
