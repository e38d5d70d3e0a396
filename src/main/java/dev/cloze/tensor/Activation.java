package dev.cloze.tensor;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The activation functions, under the names that model configurations use. */
public enum Activation {
  /** x Φ(x), with the error function (Hendrycks and Gimpel 2016). */
  GELU("gelu"),
  /** GELU by its tanh approximation, as GPT-2 has it. */
  GELU_NEW("gelu_new"),
  /** The same approximation under its later name. */
  GELU_PYTORCH_TANH("gelu_pytorch_tanh"),
  /** max(x, 0). */
  RELU("relu"),
  /** x σ(x). */
  SILU("silu"),
  /** The hyperbolic tangent. */
  TANH("tanh");

  static final String TEXT =
      """
      def activate(self, x: Tensor, kind: str) -> Tensor:
        if torch.eq(kind, "gelu"):
          y = torch.gelu(x)
        else:
          if torch.eq(kind, "relu"):
            y = torch.relu(x)
          else:
            if torch.eq(kind, "silu"):
              y = torch.silu(x)
            else:
              if torch.eq(kind, "tanh"):
                y = torch.tanh(x)
              else:
                y = torch.gelu(x, approximate="tanh")
        return y
      """;

  private final String configName;

  Activation(String configName) {
    this.configName = configName;
  }

  /** The name in a model's configuration. */
  public String configName() {
    return configName;
  }

  /** The function, element by element. */
  public Tensor apply(Tensor x) {
    return Script.call("activate", x, configName);
  }

  /** The function of that name, or empty where there is none. */
  public static Optional<Activation> named(String name) {
    String wanted = name.equals("swish") ? SILU.configName : name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(a -> a.configName.equals(wanted)).findFirst();
  }

  /** Every name, for a message. */
  public static ImmutableSortedSet<String> names() {
    return Arrays.stream(values())
        .map(Activation::configName)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }
}
