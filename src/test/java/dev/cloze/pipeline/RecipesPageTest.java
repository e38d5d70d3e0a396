package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ascii;
import com.google.common.base.CaseFormat;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages tell each key of a recipe with its default. */
class RecipesPageTest {
  @ParameterizedTest
  @CsvSource({"docs/recipes.md, PET", "docs/lm-bff.md, LM_BFF"})
  void everyKeyStandsThereWithItsDefault(Path page, RecipeFile.Kind kind) throws Exception {
    String text = Files.readString(page);
    Record defaults = kind == RecipeFile.Kind.PET ? PetOptions.defaults() : LmBffOptions.defaults();
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      String key = CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, component.getName());
      assertThat(text).as(key).contains("| `" + key + "` | " + shown(component, defaults));
    }
  }

  private static String shown(RecordComponent component, Record defaults) throws IOException {
    Object value;
    try {
      component.getAccessor().setAccessible(true);
      value = component.getAccessor().invoke(defaults);
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
    if (value instanceof Double number) {
      return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    } else if (value instanceof Enum<?> constant) {
      return Ascii.toLowerCase(constant.name());
    }
    return value instanceof Integer ? value.toString() : "";
  }
}
