"""Where sentences end: full stops, abbreviations, lines."""

from __future__ import annotations

import pytest
from grammar import read

# `|` is where a sentence begins.
SENTENCES = [
    "El acto terminó. |Hoy sale el tren.",
    "¿Vino? |Sí. |¡Bien! |No… |Quizá.",
    "Hola... |¿Qué tal?",
    "Dijo “ya está.” |Luego se fue.",
    "(Ayer llegó.) |Hoy se fue.",
    "Fin. |“Hola”, dijo.",
    "Fin. |– Hola.",
    "Rige desde 2021. |30 familias llegaron.",
    "Sucedió en la Mz. B Lt. 5. |Nadie lo vio.",
    # abbreviations, honorifics, initials, months
    "El Dr. Pérez llegó. |Hoy sale.",
    "El Ing. Vera y la Lic. Ruiz firmaron. |Ambos.",
    "El Cnel. Vera llegó.",
    "Sr. Ministro. |Gracias.",
    "Vive en la Av. Arequipa 20. |Tiene dos hijos.",
    "El art. 3 rige. |Desde hoy.",
    "Km. 5 de la vía. |Fin.",
    "La S. A. C. ganó. |El resto perdió.",
    "Andes S.A. |La empresa ganó.",
    "Tomó vitamina A. |El médico lo vio.",
    "Según J. Pérez llegó. |Fin.",
    "EE. UU. firmó. |Canadá no.",
    "EE. UU. |El país firmó.",
    "Lima, ene. 30. |La ministra llegó.",
    "Llegó en ene. |La obra sigue.",
    "Cuesta 3.5 millones. |Es caro.",
    "Son las 10 a. m. |Llegó tarde.",
    # lines
    "Fin.\n\n|Otra línea",
    "Lista de obras:\n|• Uno\n|• Dos",
    "La ministra,\nAna Torres, llegó.",
    "El Ministerio de Salud\nvacunó a los niños.",
    "Una línea larga de texto que no termina en punto\ny que sigue aquí.",
    "Visitó el hospital de\nTarma. |Luego volvió.",
    "Puente terminado\n\n|La obra costó tres millones.",
    "La obra costó tres millones y beneficiará a la zona.\n|(FIN) NDP/SMS",
    "",
    "\n",
    "Viajó a EE. UU. ayer.",
    "El presidente de EE. UU. viajó. |Volvió.",
    "Más datos en www.minsal.gob.cl/Prensa.Notas de hoy.",
    "Las FF. AA. y el ministro de RR. EE. viajaron.",
    "Los DD. HH. y los RR. HH. importan.",
    "J. Pérez llegó. |Fin.",
    "Lo dice la pág. 5. |Fin.",
    "Lo dice el cap. 5 y el párr. 3. |Fin.",
    "Mejora la salud.|El ministro viajó.",
]


@pytest.mark.parametrize("example", SENTENCES)
def test_sentences(example):
    doc = read(example.replace("|", ""))
    assert "|".join(sentence.text_with_ws for sentence in doc.sents) == example
