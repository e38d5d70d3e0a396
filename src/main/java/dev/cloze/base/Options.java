package dev.cloze.base;

import com.google.common.base.CaseFormat;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes records of settings. A key {@code learning_rate} goes to the component {@code
 * learningRate}; a component may be a record, an enum (in small letters), a text, a path, a whole
 * number, a number, true or false, or an {@link Optional}, an {@link ImmutableList} or an {@link
 * ImmutableMap} from texts to one of these. A list of one may be written without brackets.
 *
 * <p>What a file leaves out comes from the record's own {@code defaults()}, or from a component's
 * {@link Default}; an Optional is then empty. A key that no component has is an error.
 */
public final class Options {
  private Options() {}

  /**
   * Makes a record.
   *
   * @throws ClozeException with a code of {@link BaseError}, the place and the whole dotted key
   */
  public static <T extends Record> T bind(Setting.Mapping settings, Class<T> type) {
    return type.cast(bind(settings, type, ""));
  }

  /** The key that a component is written with. */
  static String key(RecordComponent component) {
    return CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, component.getName());
  }

  private static Object bind(Setting setting, Type type, String key) {
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      Type raw = generic.getRawType();
      if (raw == Optional.class) {
        return Optional.of(bind(setting, last, key));
      } else if (raw == ImmutableList.class) {
        return list(setting, last, key);
      } else if (raw == ImmutableMap.class) {
        return map(setting, last, key);
      }
    } else if (type instanceof Class<?> simple) {
      return simple.isRecord() ? record(setting, simple, key) : Scalars.bind(setting, simple, key);
    }
    throw new IllegalArgumentException("no settings bind to " + type);
  }

  private static ImmutableList<Object> list(Setting setting, Type item, String key) {
    List<Setting> items =
        setting instanceof Setting.Sequence sequence ? sequence.items() : List.of(setting);
    ImmutableList.Builder<Object> bound = ImmutableList.builder();
    for (int i = 0; i < items.size(); i++) {
      bound.add(bind(items.get(i), item, items.size() == 1 ? key : key + "[" + i + "]"));
    }
    return bound.build();
  }

  private static ImmutableMap<String, Object> map(Setting setting, Type value, String key) {
    if (!(setting instanceof Setting.Mapping mapping)) {
      throw wrong(setting, key, "keys with values");
    }
    ImmutableMap.Builder<String, Object> bound = ImmutableMap.builder();
    mapping.entries().forEach((k, v) -> bound.put(k, bind(v, value, dotted(key, k))));
    return bound.buildOrThrow();
  }

  private static Object record(Setting setting, Class<?> type, String key) {
    if (setting instanceof Setting.Mapping mapping) {
      return record(mapping, type, key);
    }
    Shorthand shorthand = type.getAnnotation(Shorthand.class);
    if (shorthand == null || setting instanceof Setting.Absent) {
      throw wrong(setting, key, "keys with values");
    }
    return record(
        new Setting.Mapping(ImmutableMap.of(shorthand.value(), setting), setting.origin()),
        type,
        key);
  }

  private static Object record(Setting.Mapping mapping, Class<?> type, String key) {
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    Arrays.stream(type.getRecordComponents()).forEach(c -> components.put(key(c), c));
    mapping
        .entries()
        .forEach(
            (name, value) -> {
              if (!components.containsKey(name)) {
                throw new ClozeException(
                    BaseError.UNKNOWN_KEY,
                    "%s: unknown key '%s'; %s",
                    value.origin().place(),
                    dotted(key, name),
                    Nearest.hint(name, components.keySet()));
              }
            });
    Optional<Object> defaults = defaults(type);
    Object[] values =
        components.entrySet().stream()
            .map(entry -> component(mapping, entry.getKey(), entry.getValue(), defaults, key))
            .toArray();
    return make(mapping, type, values, components.keySet(), key);
  }

  private static Object component(
      Setting.Mapping mapping,
      String name,
      RecordComponent component,
      Optional<Object> defaults,
      String key) {
    Setting setting = mapping.entries().get(name);
    String whole = dotted(key, name);
    if (setting != null && !(setting instanceof Setting.Absent)) {
      return bind(setting, component.getGenericType(), whole);
    }
    if (defaults.isPresent()) {
      return call(component.getAccessor(), defaults.get());
    }
    Default otherwise = component.getAnnotation(Default.class);
    if (otherwise != null) {
      Setting written = Yaml.value(otherwise.value(), mapping.origin());
      return bind(written, component.getGenericType(), whole);
    }
    Optional<Object> own = defaults(component.getType());
    if (own.isPresent()) {
      return own.get();
    }
    if (component.getType() == Optional.class) {
      return Optional.empty();
    }
    throw new ClozeException(
        BaseError.MISSING_KEY,
        "%s: the key '%s' is missing; give it a value",
        mapping.origin().place(),
        whole);
  }

  private static Optional<Object> defaults(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("defaults") && method.getParameterCount() == 0)
        .filter(method -> Modifier.isStatic(method.getModifiers()) && type.isRecord())
        .findFirst()
        .map(method -> call(method, null));
  }

  static Object call(Method method, Object target) {
    try {
      method.setAccessible(true);
      return method.invoke(target);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object make(
      Setting.Mapping mapping, Class<?> type, Object[] values, Iterable<String> names, String key) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException refusal)) {
        Throwables.throwIfUnchecked(e.getCause());
        throw new IllegalStateException(e);
      }
      String reason = asWritten(refusal.getMessage(), type);
      throw new ClozeException(
              BaseError.REFUSED_VALUE,
              "%s: %s%s",
              culprit(mapping, names, reason).place(),
              key.isEmpty() ? "" : key + ": ",
              reason)
          .causedBy(refusal);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A refusal with the keys that a file has in the place of the components' names. */
  private static String asWritten(String refusal, Class<?> type) {
    String written = refusal;
    for (RecordComponent component : type.getRecordComponents()) {
      written = written.replaceAll("\\b" + component.getName() + "\\b", key(component));
    }
    return written;
  }

  /** The place of the value that a refusal begins with, or of the whole record. */
  private static Setting.Origin culprit(
      Setting.Mapping mapping, Iterable<String> names, String refusal) {
    for (String name : names) {
      Setting value = mapping.entries().get(name);
      if (value != null && refusal.startsWith(name + " ")) {
        return value.origin();
      }
    }
    return mapping.origin();
  }

  private static String dotted(String key, String name) {
    return key.isEmpty() ? name : key + "." + name;
  }

  static ClozeException wrong(Setting setting, String key, String expected) {
    return new ClozeException(
        BaseError.WRONG_TYPE,
        "%s: %s: found %s; %s there",
        setting.origin().place(),
        key,
        setting.describe(),
        expected.startsWith("keys") ? expected + " belong" : expected + " belongs");
  }
}
