# SPDX-FileCopyrightText: 2026 The Kommod authors
# SPDX-License-Identifier: EUPL-1.2
# Writes one assembler-backed source: .incbin keeps megabytes of assets out of the compiler.
set(asm "")
set(table "")
set(index 0)
foreach(file IN LISTS FILES)
  file(RELATIVE_PATH name "${BASE}" "${file}")
  string(REPLACE "\\" "\\\\" path "${file}")
  string(REPLACE "\"" "\\\\\\\"" path "${path}")
  string(APPEND asm "asm(\".section .rodata\\n.balign 8\\nkommod_${SYMBOL}_${index}:\\n.incbin \\\"${path}\\\"\\nkommod_${SYMBOL}_${index}_end:\\n.byte 0\\n.previous\\n\");\nextern \"C\" const char kommod_${SYMBOL}_${index}[];\nextern \"C\" const char kommod_${SYMBOL}_${index}_end[];\n")
  string(APPEND table "    {\"${name}\", {kommod_${SYMBOL}_${index}, static_cast<std::size_t>(kommod_${SYMBOL}_${index}_end - kommod_${SYMBOL}_${index})}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUTPUT}" "#include \"base/embedded.h\"\n${asm}namespace kommod::embedded {\nextern const std::span<const File> ${SYMBOL};\nnamespace {\nconst File files_of_${SYMBOL}[] = {\n${table}};\n}\nconst std::span<const File> ${SYMBOL}{files_of_${SYMBOL}};\n}  // namespace kommod::embedded\n")
