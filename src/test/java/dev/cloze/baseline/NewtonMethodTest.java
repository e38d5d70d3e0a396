package dev.cloze.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NewtonMethodTest {
  /** Half the sum of (i + 1)(x_i - i)², smallest at 0, 1, 2 ... */
  private static final class Bowl implements ConvexFunction {
    @Override
    public double value(double[] point) {
      double sum = 0;
      for (int i = 0; i < point.length; i++) {
        sum += (i + 1) * (point[i] - i) * (point[i] - i) / 2;
      }
      return sum;
    }

    @Override
    public Derivatives derivatives(double[] point) {
      return new Derivatives() {
        @Override
        public double[] gradient() {
          double[] gradient = new double[point.length];
          Arrays.setAll(gradient, i -> (i + 1) * (point[i] - i));
          return gradient;
        }

        @Override
        public double[] curvature(double[] direction) {
          double[] bent = new double[point.length];
          Arrays.setAll(bent, i -> (i + 1) * direction[i]);
          return bent;
        }
      };
    }
  }

  /**
   * The root of 1 + x²: Newton's whole step leads from x to -x³, away from 0 where |x| is over 1.
   */
  private static final class Flat implements ConvexFunction {
    @Override
    public double value(double[] point) {
      return Math.sqrt(1 + point[0] * point[0]);
    }

    @Override
    public Derivatives derivatives(double[] point) {
      double root = value(point);
      return new Derivatives() {
        @Override
        public double[] gradient() {
          return new double[] {point[0] / root};
        }

        @Override
        public double[] curvature(double[] direction) {
          return new double[] {direction[0] / (root * root * root)};
        }
      };
    }
  }

  @Test
  void findsTheBottomOfABowl() {
    double[] bottom = NewtonMethod.minimum(new Bowl(), new double[50]);

    for (int i = 0; i < bottom.length; i++) {
      assertThat(bottom[i]).isCloseTo(i, within(1e-6));
    }
  }

  @Test
  void shortensStepsThatLeadTooFar() {
    assertThat(NewtonMethod.minimum(new Flat(), new double[] {20})[0]).isCloseTo(0, within(1e-6));
  }

  @Test
  void staysWhereItIsSmallest() {
    double[] start = {0, 1, 2};

    assertThat(NewtonMethod.minimum(new Bowl(), start)).containsExactly(0, 1, 2);
  }
}
