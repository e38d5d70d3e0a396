package dev.cloze.template;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import java.util.Locale;
import java.util.Optional;

/**
 * What an item asks an example for.
 *
 * @param kind what messages call it
 * @param found the text where the example has it
 */
record Asked(Template template, Example example, String kind, String name, Optional<String> found) {

  static Asked field(Template template, Example example, String name) {
    return new Asked(
        template, example, "field", name, Optional.ofNullable(example.fields().get(name)));
  }

  static Asked meta(Template template, Example example, String name) {
    return new Asked(
        template, example, "meta", name, Optional.ofNullable(example.meta().get(name)));
  }

  /** A field, or a fact where there is no such field; white space alone is nothing. */
  static Asked entity(Template template, Example example, String name) {
    Optional<String> field = field(template, example, name).found();
    return new Asked(
        template,
        example,
        "entity",
        name,
        field.or(() -> meta(template, example, name).found()).filter(text -> !text.isBlank()));
  }

  /** What to throw where the example does not have it. */
  ClozeException missing() {
    String fields = Quoting.names("fields", example.fields().keySet());
    String meta = Quoting.names("meta", example.meta().keySet());
    return switch (kind) {
      case "field" -> error(TemplateError.NO_FIELD, "has no field '%s'; it has %s", name, fields);
      case "meta" -> error(TemplateError.NO_META, "has no meta '%s'; it has %s", name, meta);
      default ->
          error(
              TemplateError.NO_ENTITY, "has no entity '%s'; it has %s and %s", name, fields, meta);
    };
  }

  @FormatMethod
  ClozeException error(TemplateError code, @FormatString String format, Object... arguments) {
    return new ClozeException(
        code,
        "template %s: example '%s' %s",
        Quoting.shortened(template.text()),
        example.id(),
        String.format(Locale.ROOT, format, arguments));
  }
}
