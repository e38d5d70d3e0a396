package dev.cloze.base;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Doubles;
import com.google.common.primitives.Ints;
import com.google.common.primitives.Longs;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Makes single values of settings. */
final class Scalars {
  private static final ImmutableMap<Class<?>, Kind> KINDS =
      ImmutableMap.<Class<?>, Kind>builder()
          .put(String.class, new Kind("a text", Scalars::text))
          .put(Path.class, new Kind("a path", Scalars::path))
          .put(int.class, new Kind("a whole number", s -> Ints.tryParse(s.text())))
          .put(Integer.class, new Kind("a whole number", s -> Ints.tryParse(s.text())))
          .put(long.class, new Kind("a whole number", s -> Longs.tryParse(s.text())))
          .put(Long.class, new Kind("a whole number", s -> Longs.tryParse(s.text())))
          .put(double.class, new Kind("a number", Scalars::number))
          .put(Double.class, new Kind("a number", Scalars::number))
          .put(boolean.class, new Kind("true or false", Scalars::truth))
          .put(Boolean.class, new Kind("true or false", Scalars::truth))
          .buildOrThrow();

  private Scalars() {}

  /** How a kind of value is named and read; {@code null} where a text is none of the kind. */
  private record Kind(String name, Function<Setting.Scalar, Object> read) {}

  static Object bind(Setting setting, Class<?> type, String key) {
    if (type.isEnum()) {
      return constant(setting, type, key);
    }
    Kind kind = KINDS.get(type);
    if (kind == null) {
      throw new IllegalArgumentException("no settings bind to " + type);
    }
    Object value = setting instanceof Setting.Scalar scalar ? kind.read().apply(scalar) : null;
    if (value == null) {
      throw Options.wrong(setting, key, kind.name());
    }
    return value;
  }

  private static Object constant(Setting setting, Class<?> type, String key) {
    ImmutableMap<String, Object> constants =
        Arrays.stream(type.getEnumConstants())
            .collect(ImmutableMap.toImmutableMap(Scalars::name, constant -> constant));
    String text = setting instanceof Setting.Scalar scalar ? scalar.text() : "";
    return Optional.ofNullable(constants.get(text))
        .orElseThrow(
            () -> Options.wrong(setting, key, "one of " + String.join(", ", constants.keySet())));
  }

  private static String name(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  private static Object text(Setting.Scalar scalar) {
    return scalar.text();
  }

  private static Object path(Setting.Scalar scalar) {
    try {
      return scalar.text().isEmpty()
          ? null
          : scalar.origin().folder().resolve(scalar.text()).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static Object number(Setting.Scalar scalar) {
    Double value = Doubles.tryParse(scalar.text());
    return value == null || !Double.isFinite(value) ? null : value;
  }

  private static Object truth(Setting.Scalar scalar) {
    return switch (scalar.text()) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }
}
