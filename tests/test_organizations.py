"""Organizations: which names are read, by which rule, and where each ends."""

from __future__ import annotations

import pytest
from grammar import bug, check, parse, read, rules_in, rules_of

from extractor.lexicon import read_language

GROUP = "organizations"

# One sentence for each word that opens the name of an institution.
HEADS = [
    "La [Academia Nacional de Historia de Carabobo](pattern_academia) abrió sus puertas.",
    "La [Aduana Nacional de Tambo Quemado](pattern_aduana) decomisó ropa.",
    "La aerolínea [Vuela Sur](pattern_aerolínea) abrirá rutas.",
    "La [agencia de noticias Prensa Andina Libre](pattern_agencia) publicó la foto.",
    "La [Agencia Metropolitana de Control y Tránsito](pattern_agencia) inspeccionó la zona.",
    "La [Agrupación Cultural Raíces de Ñuble](pattern_agrupación) ([ACRN](acronym_defined)) bailó.",
    "La [Alcaldía de Soacha](pattern_alcaldía) repartió kits.",
    "La [Alianza por la Lactancia Materna](pattern_alianza) pidió más salas.",
    "El [Archivo Histórico Municipal de Cuenca](pattern_archivo) digitalizó actas.",
    "La [Armada de Guerra del Plata](pattern_armada) zarpó.",
    "La [Arquidiócesis de Guayaquil](pattern_arquidiócesis) convocó a los fieles.",
    "El [Arzobispado de Sucre](pattern_arzobispado) convocó a los fieles.",
    "La [Asamblea Legislativa Departamental de Tarija](pattern_asamblea) sesionó.",
    "La [Asociación de Ganaderos de Rocha](pattern_asociación) protestó.",
    "La [Audiencia Provincial de Segovia](pattern_audiencia) lo absolvió.",
    "La [Autoridad Portuaria de Vigo](pattern_autoridad) licitó el muelle.",
    "El [Ayuntamiento de Zafra](pattern_ayuntamiento) aprobó el plan.",
    "El [Banco Agrícola Cooperativo del Sur](pattern_banco) ([BACS](acronym_defined)) presta.",
    "La [Biblioteca Municipal de Melo](pattern_biblioteca) amplió su horario.",
    "La [Bolsa de Cereales de Paraná](pattern_bolsa) estimó la cosecha.",
    "El [Bomberos Voluntarios de Rawson](pattern_bomberos) acudió.",
    "El [Cabildo de La Palma](pattern_cabildo) declaró la alerta.",
    "La [Caja Rural de los Andes](pattern_caja) ([CRA](acronym_defined)) prestó fondos.",
    "El [Canal Regional del Caribe](pattern_canal) transmitió el acto.",
    "La [Cancillería General de la Orden](pattern_cancillería) respondió.",
    "Los [Carabineros Montados de Osorno](pattern_carabineros) custodiaron el paso.",
    "La [Casa de la Moneda de Potosí](pattern_casa) reabrió.",
    "La [Central Obrera Departamental de Oruro](pattern_central) marchó.",
    "El [Centro de Investigación Pesquera del Maule](pattern_centro) probó la harina.",
    "El [centro de salud San José de Sisa](pattern_centro) atendió el parto.",
    "El [Centro Nacional de Estimación y Prevención de Desastres](pattern_centro) midió el riesgo.",
    "El [Club Deportivo Aurora](pattern_club) ganó.",
    "La [clínica Los Andes](pattern_clínica) atendió el parto.",
    "La [Coalición Ciudadana por el Agua](pattern_coalición) marchó.",
    "El [Colegio de Ingenieros de Loja](pattern_colegio) opinó.",
    "El [colegio Juan Montalvo](pattern_colegio) reabrió.",
    "La [Comandancia General de Tumaco](pattern_comandancia) informó.",
    "El [Comando Conjunto de Operaciones Norte](pattern_comando) informó.",
    "La [Comisaría de Alto Selva Alegre](pattern_comisaría) lo detuvo.",
    "La [Comisión Reguladora de Aguas de Sinaloa](pattern_comisión) multó.",
    "El [Comité de Desarrollo Local de Yoro](pattern_comité) votó.",
    "La compañía [Vientos del Sur](pattern_compañía) construirá.",
    "El [Complejo Hospitalario de Soria](pattern_complejo) contrató.",
    "La [comunidad campesina de Chumpi](pattern_comunidad) vigila el río.",
    "La [Comunidad de Regantes del Alto Tajo](pattern_comunidad) pidió agua.",
    "El [Concejo Municipal de Cali](pattern_concejo) debatió.",
    "La [Confederación de Trabajadores del Agro](pattern_confederación) marchó.",
    "La [Conferencia Episcopal de Honduras](pattern_conferencia) pidió paz.",
    "El [Congreso Estatal de Sonora](pattern_congreso) sesionó.",
    "La [Consejería de Sanidad y Bienestar](pattern_consejería) vacunó.",
    "El [Consejo de Aguas y Riego](pattern_consejo) resolvió.",
    "La [Conselleria de Innovación y Turismo](pattern_conselleria) convocó ayudas.",
    "El [Conservatorio Nacional de Sucre](pattern_conservatorio) celebró.",
    "El [consorcio Vial del Norte](pattern_consorcio) construirá.",
    "La constructora [Piedra Azul](pattern_constructora) terminó.",
    "El [Consulado General de Colombia en Quito](pattern_consulado) atendió.",
    "La [Contraloría Departamental de Cundinamarca](pattern_contraloría) auditó.",
    "La [cooperativa San Miguel del Sur](pattern_cooperativa) vendió café.",
    "La [Coordinación de Bibliotecas Públicas](pattern_coordinación) convocó.",
    "La [Coordinadora de Comunidades Mapuches del Sur](pattern_coordinadora) marchó.",
    "La [Corporación de Desarrollo de Antofagasta](pattern_corporación) invirtió.",
    "La [Corte Suprema de Justicia de Honduras](pattern_corte) falló.",
    "La [Cruz Roja de Comayagua](pattern_cruz) asistió.",
    "El [Cuerpo de Bomberos de Ambato](pattern_cuerpo) acudió.",
    "La [Cámara de Turismo de Ambato](pattern_cámara) opinó.",
    "La [Cáritas Diocesana de Chosica](pattern_cáritas) repartió ropa.",
    "La [Cátedra UNESCO de Paz de Granada](pattern_cátedra) se reunió.",
    "La [Defensoría de la Niñez de Aysén](pattern_defensoría) pidió informes.",
    "La [Delegación Provincial de Jaén](pattern_delegación) informó.",
    "El [Departamento de Obras Hidráulicas del Maule](pattern_departamento) licitó.",
    "El [Despacho de la Primera Dama](pattern_despacho) convocó.",
    "El diario [El Tribuno](pattern_diario) lo publicó.",
    "La [Diputación de Teruel](pattern_diputación) licitó.",
    "La [Dirección Provincial de Caminos](pattern_dirección) licitó.",
    "La [División de Obras Públicas](pattern_división) inspeccionó.",
    "La [Diócesis de Riobamba](pattern_diócesis) convocó.",
    "El [Ejército del Norte Argentino](pattern_ejército) desfiló.",
    "La [Embajada de Suiza en Honduras](pattern_embajada) donó equipos.",
    "La empresa [Sol Andino](pattern_empresa) construirá.",
    "El [Ente Nacional de Comunicaciones del Plata](pattern_ente) multó.",
    "La [Escuela de Gobierno de Rosario](pattern_escuela) abrió.",
    "El [Establecimiento Penitenciario de Tacna](pattern_establecimiento) fue ampliado.",
    "La [Facultad de Ciencias Agrarias de Balcarce](pattern_facultad) investigó.",
    "La [Federación Ecuatoriana de Judo](pattern_federación) seleccionó.",
    "La firma [Delta Oro](pattern_firma) invertirá.",
    "La [Fiscalía Regional de Los Lagos](pattern_fiscalía) acusó.",
    "El [Frente Amplio de Mujeres](pattern_frente) marchó.",
    "La [Fuerza Aérea de El Salvador](pattern_fuerza) voló.",
    "Las [Fuerzas Armadas del Norte](pattern_fuerzas) asistieron.",
    "La [fundación Manos Abiertas](pattern_fundación) donó.",
    "El [Gabinete Binacional de Ministros](pattern_gabinete) sesionó.",
    "La [Gerencia Regional de Infraestructura](pattern_gerencia) licitó.",
    "La [Gobernación del Huila](pattern_gobernación) licitó.",
    "El [Gobierno Departamental de Colonia](pattern_gobierno) licitó.",
    "El [Gremio de Panaderos de Salto](pattern_gremio) marchó.",
    "El [Grupo Empresarial del Caribe](pattern_grupo) invirtió.",
    "La [Guardia Costera de Honduras](pattern_guardia) rescató.",
    "El [Hospital General de Latacunga](pattern_hospital) atendió el parto.",
    "La [Iglesia Evangélica de Temuco](pattern_iglesia) donó.",
    "La [institución educativa Simón Bolívar](pattern_institución) reabrió.",
    "El [Instituto Superior Pedagógico de Puno](pattern_instituto) abrió.",
    "La [Intendencia de Cerro Largo](pattern_intendencia) licitó.",
    "La [Jefatura de Policía de Salto](pattern_jefatura) informó.",
    "La [Junta de Usuarios del Valle de Majes](pattern_junta) pidió agua.",
    "El [Juzgado de Familia de Neiva](pattern_juzgado) ordenó.",
    "El [liceo San Nicolás](pattern_liceo) reabrió.",
    "La [Liga Deportiva de Portoviejo](pattern_liga) ganó.",
    "La [Mancomunidad de los Andes](pattern_mancomunidad) firmó.",
    "La [Marina Mercante del Pacífico](pattern_marina) zarpó.",
    "La [Mesa Ciudadana del Agua](pattern_mesa) sesionó.",
    "La minera [Cumbre Blanca](pattern_minera) exportó.",
    "El [Ministerio Público de Guatemala](pattern_ministerio) acusó.",
    "La [Misión Permanente de Honduras ante la ONU](pattern_misión) votó.",
    "El [Movimiento Indígena del Cauca](pattern_movimiento) marchó.",
    "La [Municipalidad Distrital de Lamay](pattern_municipalidad) licitó.",
    "El [Municipio de Santa Ana](pattern_municipio) licitó.",
    "El [Museo Nacional de Antropología de Tegucigalpa](pattern_museo) reabrió.",
    "La [Nacionalidad Achuar del Ecuador](pattern_nacionalidad) marchó.",
    "La [Nunciatura Apostólica de Honduras](pattern_nunciatura) respondió.",
    "El [Obispado de Chimbote](pattern_obispado) convocó.",
    "El [Observatorio Ciudadano de Toluca](pattern_observatorio) midió.",
    "La [Oficina Nacional de Estadística de Comayagua](pattern_oficina) midió.",
    "La [ONG Agua Limpia](pattern_ong) donó.",
    "El [Organismo de Evaluación y Control Urbano](pattern_organismo) multó.",
    "La [Organización de Mujeres Rurales de Lempira](pattern_organización) marchó.",
    "El [Parlamento Latinoamericano de Juventudes](pattern_parlamento) sesionó.",
    "El [Parque Arqueológico de San Agustín Norte](pattern_parque) ([PASA](acronym_defined)) abre.",
    "La [Parroquia Nuestra Señora de Lourdes](pattern_parroquia) convocó.",
    "El partido [Renovación Austral](pattern_partido) ganó.",
    "La [Pastoral Social de Popayán](pattern_pastoral) asistió.",
    "El [Patronato Municipal de Ibarra](pattern_patronato) donó.",
    "El [Penal San Juan de Lurigancho](pattern_penal) fue ampliado.",
    "El periódico [La Prensa](pattern_periódico) lo publicó.",
    "El [policlínico San Luis](pattern_policlínico) atendió el parto.",
    "La [Policía Municipal de Rosario](pattern_policía) custodió.",
    "La [Prefectura de Imbabura](pattern_prefectura) licitó.",
    "La [Presidencia de la Asamblea Departamental](pattern_presidencia) convocó.",
    "La [Procuraduría Ambiental del Estado de Jalisco](pattern_procuraduría) multó.",
    "El [Programa Nacional de Tambos Rurales](pattern_programa) ([PNTR](acronym_defined)) llegó.",
    "El [Proyecto Especial Lago Menor](pattern_proyecto) licitó.",
    "El [puesto de salud Santa Cruz](pattern_puesto) reabrió.",
    "La [Radio Nacional del Norte](pattern_radio) transmitió.",
    "El [Rectorado de la Universidad de Panamá](pattern_rectorado) convocó.",
    "La [Red de Salud Alto Amazonas](pattern_red) vacunó.",
    "La [Refinería de Talara](pattern_refinería) procesó crudo.",
    "El [Registro Civil del Estado de Colima](pattern_registro) expidió actas.",
    "La [Región Policial Áncash](pattern_región) informó.",
    "La [Representación de la Unesco](pattern_representación) en Honduras informó.",
    "La revista [Voces Nuevas](pattern_revista) lo publicó.",
    "La [Sala Penal Permanente de Apelaciones](pattern_sala) falló.",
    "La [Secretaría de Turismo de Oaxaca](pattern_secretaría) promovió rutas.",
    "La [Sede Regional de Occidente](pattern_sede) convocó.",
    "El [Seguro Campesino del Ecuador](pattern_seguro) pagó.",
    "El semanario [Búsqueda Libre](pattern_semanario) lo publicó.",
    "El [Seminario Mayor de San José](pattern_seminario) convocó.",
    "El [Senado Académico de Rosario](pattern_senado) sesionó.",
    "La [Seremi de Salud de Ñuble](pattern_seremi) fiscalizó.",
    "El [Servicio Agrícola del Maule](pattern_servicio) ([SAM](acronym_defined)) fiscalizó.",
    "El [Sindicato de Mineros de Huanuni](pattern_sindicato) marchó.",
    "El [Sistema Integral de Transporte de Cali](pattern_sistema) amplió rutas.",
    "La [Sociedad Rural de Rafaela](pattern_sociedad) opinó.",
    "La [Subcentral Agraria Tiquipaya](pattern_subcentral) marchó.",
    "La [Subdirección de Obras Viales](pattern_subdirección) licitó.",
    "La [Subgerencia de Parques y Jardines](pattern_subgerencia) podó.",
    "La [Subsecretaría de Pesca Artesanal](pattern_subsecretaría) licitó.",
    "La [Superintendencia de Control de Aguas](pattern_superintendencia) multó.",
    "El [Tercio Gran Capitán de Melilla](pattern_tercio) desfiló.",
    "La [Tesorería Municipal de Rivas](pattern_tesorería) pagó.",
    "El [Tribunal Ambiental de Antofagasta](pattern_tribunal) falló.",
    "La [Unidad de Gestión Educativa Local de Lampa](pattern_unidad) contrató.",
    "La [unidad educativa Manuela Cañizares](pattern_unidad) reabrió.",
    "La [universidad Domingo Savio](pattern_universidad) convocó.",
    "La [Unión Nacional de Agricultores](pattern_unión) marchó.",
    "La [UTE Puerto Nuevo](pattern_ute) construirá.",
    "El [Vicariato Apostólico de Iquitos](pattern_vicariato) convocó.",
    "El [Viceministerio de Aguas y Saneamiento](pattern_viceministerio) licitó.",
    "La [Vicepresidencia del Parlamento Andino](pattern_vicepresidencia) convocó.",
    "El [Vicerrectorado de Investigación](pattern_vicerrectorado) convocó.",
    "La [Zona Registral de Cajamarca](pattern_zona) inscribió.",
    "El [Área de Gestión Ambiental](pattern_área) licitó.",
]

# Where a name ends: at a conjoined institution, at the one that contains it, at a new sentence.
ENDS = [
    "PE: El [Ministerio de la Mujer y Poblaciones Vulnerables](lexicon_full) lanzó la campaña.",
    "El [Ministerio de Salud](lexicon_full) y la [Municipalidad de Lima](lexicon_full) firmaron.",
    "Firmaron el [Ministerio de Economía y Finanzas](lexicon_full) y "
    "el [Banco Central de Reserva](lexicon_full).",
    "El [Ministerio de Vivienda, Construcción y Saneamiento](lexicon_full) y la "
    "[Municipalidad Distrital de San Juan de Lurigancho](pattern_municipalidad) firmaron.",
    "El [Consejo de Estado](lexicon_full) y el [Ministerio del Interior](lexicon_full) firmaron.",
    "La [Universidad de Chile](lexicon_full) y la [Universidad Sarmiento](pattern_universidad) ya.",
    "La [Municipalidad Provincial de Huaraz](pattern_municipalidad) y la "
    "[Municipalidad Distrital de Independencia](pattern_municipalidad) firmaron.",
    "La [Secretaría de Salud](lexicon_full) y la doctora Ana Torres firmaron.",
    "El [Ministerio de Salud](lexicon_full), mediante la "
    "[Dirección de Redes Integradas de Salud Lima Sur](pattern_dirección), vacunó.",
    "La [Asociación de Exportadores de Café](pattern_asociación) (Quindío) opinó.",
    "La [Municipalidad de Lima](lexicon_full) (2023) licitó.",
    "El [Ministerio\nde Educación](lexicon_full) entregó libros.",
    'El [Hospital Regional Docente "Las Mercedes"](pattern_hospital) atendió.',
    "La [Primera División de Ejército](pattern_división) asistió.",
    "La [Segunda Sala Penal de Apelaciones](pattern_sala) falló.",
    "Abrió el [Instituto de Vialidad de Salta](pattern_instituto). Luis Vera asistió.",
    bug(
        "La [Central de Abastecimiento del Norte](acronym_long_form) ([CAN](acronym_defined)) va.",
        "central is a common word and opens names of institutions only in central obrera",
    ),
    "MX: El [Hospital General Regional No. 1 “Vicente Guerrero”](pattern_hospital) atendió a 300.",
    "La [Escuela Primaria No. 12 Benito Juárez](pattern_escuela) reabrió.",
    "El [Juzgado Penal No. 3 de Xalapa](pattern_juzgado) falló.",
    "El [Sindicato N.° 1](pattern_sindicato) y el [Sindicato N.° 2](pattern_sindicato) firmaron.",
    "Llegó al [Hospital General](pattern_hospital). 12 heridos siguen allí.",
    "El [Hospital Regional](pattern_hospital) No atendió 5 casos.",
    # acronyms that head a name, as long as the name follows
    "La [DRE Cusco](pattern_dre), la [GRE Áncash](pattern_gre), la [Diris Lima Norte]"
    "(pattern_diris) y la [Geresa Loreto](pattern_geresa) vacunan.",
    "La [E.S.E. Norte 2](pattern_ese), de Cauca, y la [ESE Hospital San José](pattern_ese).",
    "La diresa local vacuna. Ese Hospital cerró.",
    # what a firm does
    "La empresa pública [Intia](pattern_empresa) y la empresa minera [Las Peñas](pattern_empresa).",
    "La empresa pública invertirá. La empresa minera de la zona cerró.",
    "La [Comisión de Gobierno y Defensa](pattern_comisión) sesionó.",
    "El [Instituto de Estudios](pattern_instituto) en Puno cerró.",  # a place
    "Votó el partido [Perú Libre](lexicon_full).",
    "La [Secretaría de Planeación y Hacienda](pattern_secretaría) de la ciudad licitó.",
    "El [Centro de Operaciones de Emergencia Regional](pattern_centro) ([COER](acronym_defined)).",
    "La [Embajada del Japón en el Perú](pattern_embajada) donó equipos.",
    "La [Embajada de los Países Bajos](pattern_embajada) donó equipos.",
    "El [Ministerio de Salud](lexicon_full), el [Ministerio de Educación](lexicon_full) y "
    "[Devida](lexicon_acronym) firmaron.",
    "El [Ministerio de Salud](lexicon_full), Ana Torres y Luis Vera firmaron.",
    "La [Nunciatura Apostólica en Honduras](pattern_nunciatura) respondió.",
    "El [Centro de Investigación en Alimentos del Maule](pattern_centro) probó la harina.",
    "La [Institución Educativa N.° 1120 Pedro Labarthe](pattern_institución) reabrió.",
]
# A unit and the institution that contains it.
PARENTS = [
    "PE: La [Oficina de Cooperación Internacional](pattern_oficina parent=MIMP) del "
    "[MIMP](lexicon_acronym parent=None) coordinó la visita.",
    "La [Oficina de Asesoría Jurídica](pattern_oficina parent='Ministerio de Cultura') del "
    "[Ministerio de Cultura](lexicon_full) opinó.",
    "PE: La [Gerencia de Desarrollo Social](pattern_gerencia parent='Municipalidad de Tacna') "
    "de la [Municipalidad de Tacna](pattern_municipalidad) repartió kits.",
    "EC: La [Subsecretaría de Riego](pattern_subsecretaría "
    "parent='Ministerio de Agricultura y Ganadería') del "
    "[Ministerio de Agricultura y Ganadería](lexicon_full) ([MAG](acronym_defined)) licitó.",
    "La [Oficina de Cooperación Internacional](pattern_oficina parent=MIMP) "
    "([OCI](acronym_defined)) del [MIMP](lexicon_acronym) informó.",
    "La [Facultad de Medicina](pattern_facultad parent='Universidad de San Marcos') de la "
    "[Universidad de San Marcos](lexicon_full) investigó.",
    "El [Ministerio de Hacienda de la Nación](pattern_ministerio parent=None) pagó.",
]
# What the lexicons know, in the spellings of the press.
LEXICON = [
    "PE: El [Midis](lexicon_acronym kind=government) entregó bonos.",
    "PE: El [MIDIS](lexicon_acronym known_name='Ministerio de Desarrollo e Inclusión Social') da.",
    "PE: El [Mininter](lexicon_acronym) y el [Minsa](lexicon_acronym) coordinan.",
    "PE: La [Sunat](lexicon_acronym), la [Sunedu](lexicon_acronym), el [Inabif](lexicon_acronym), "
    "el [Indeci](lexicon_acronym) y el [Osinergmin](lexicon_acronym) firmaron.",
    "PE: El [Senamhi](lexicon_acronym), el [Pronabec](lexicon_acronym) y "
    "[EsSalud](lexicon_acronym known_name='Seguro Social de Salud') firmaron.",
    "PE: El [Produce](lexicon_acronym known_name='Ministerio de la Producción') dio permisos.",
    "CL: El [Minsal](lexicon_acronym known_name='Ministerio de Salud' country=CL) vacunó.",
    "ES: El [Ministerio de Sanidad](lexicon_full country=ES) y la [AEMPS](lexicon_acronym) firman.",
    "AR: El [Ministerio de Economía](lexicon_full country=AR) y la [Anses](lexicon_acronym) pagan.",
    "MX: La [Secretaría de Gobernación](lexicon_full) ([Segob](acronym_defined country=MX)) dijo.",
    "La [ONU](lexicon_acronym), el [PNUD](lexicon_acronym) y la "
    "[OIM](lexicon_acronym kind=international country=None) firmaron.",
    "[Unicef Ecuador](lexicon_acronym kind=international) donó vacunas.",
    "Los [Carabineros de Chile](lexicon_full) custodiaron el paso.",
    "[GORE Cusco](lexicon_full) invierte.",
    "La [Cepal](lexicon_acronym), la [FAO](lexicon_acronym), el [Acnur](lexicon_acronym), la "
    "[CAF](lexicon_acronym) y el [Banco Mundial](lexicon_full kind=international) firmaron.",
    "PE: El [Ejército del Perú](lexicon_full), la [Marina de Guerra](lexicon_full) y la "
    "[Fuerza Aérea del Perú](lexicon_full) ayudaron.",
    "La [Dirección General de la Costa y el Mar](pattern_dirección) licitó.",
    "PE: La [Corte Suprema](lexicon_full), el [Congreso de la República](lexicon_full) y el "
    "[Poder Judicial](lexicon_full) firmaron.",
    "[MINISTERIO DE SALUD](lexicon_full) ENTREGA VACUNAS EN PIURA",
    "El midis y el minsa no existen.",
    "PE: La planta produce aceite. Produce aceite.",  # a verb
    "Ana dijo que sus hijos llegaron. Sus hijas no.",  # a short acronym keeps its capitals
    "Sánchez Pech y su hermana llegaron.",  # a surname beside another
    "CPC Lucero Távara asumió.",  # a title
    "La multa es de 51 UIT.",  # a unit
    "AR: Pidió a la Nación más fondos y a Defensa los aviones.",
    "MX: La Hacienda de los Morales reabrió.",
    "PE: La UIT vale S/ 5150 este año.",
]
# One head for several institutions: each is named in full.
SHARED = [
    "Los [ministerios de Salud](pattern_shared_head name='Ministerio de Salud') y "
    "[de Educación](pattern_shared_head name='Ministerio de Educación') firmaron.",
    "CL: Los [ministerios de Salud](pattern_shared_head) y "
    "[Educación](pattern_shared_head name='Ministerio de Educación' country=CL) firmaron.",
    "Los [ministerios de Salud](pattern_shared_head), [de Educación](pattern_shared_head) y "
    "[del Interior](pattern_shared_head name='Ministerio del Interior') firmaron.",
    "Las [universidades de Lima](pattern_shared_head name='Universidad de Lima' kind=academic), "
    "[de Piura](pattern_shared_head) y [del Pacífico](pattern_shared_head) firmaron.",
    "Los [gobiernos regionales de Cusco](pattern_shared_head), [Puno](pattern_shared_head "
    "name='Gobierno Regional de Puno') y [Apurímac](pattern_shared_head) firmaron.",
    "Las [secretarías de Salud](pattern_shared_head) y [de Turismo](pattern_shared_head) firmaron.",
    "Los ministerios del sector firmaron.",
    "Los ministerios de la región y del país firmaron.",
    "Los municipios de Arica y Putre firmaron.",
    "Las [embajadas de Canadá](pattern_shared_head kind=diplomatic) y "
    "[de Suiza](pattern_shared_head name='Embajada de Suiza' kind=diplomatic) firmaron.",
]
ACRONYMS = [
    "El [Instituto Geológico del Sur](pattern_instituto acronym=IGS) "
    "([IGS](acronym_defined acronym=IGS)) advirtió; según el [IGS](acronym_again) no hay riesgo.",
    "La [Liga de Pesca de Arica](pattern_liga) ([LPA](acronym_defined)) y luego "
    "[LPA](acronym_again) marcharon.",
    "El [Gobierno Regional de Cusco](lexicon_full) ([GORE Cusco](acronym_defined)) invierte.",
    "La [Comisión de Promoción del Perú para la Exportación y el Turismo](lexicon_full) "
    "([Promperú](acronym_defined)) viajó.",
    "La [Universidad Nacional de Jujuy](lexicon_full) ([UNJu](acronym_defined)) investigó.",
    "La [Cámara Colombiana de Comercio Electrónico](pattern_cámara acronym=CCCE), "
    "[CCCE](acronym_apposition), publicó el informe.",
    "La [Ferroviaria Andina del Sur](acronym_long_form acronym=FAS) "
    "([FAS](acronym_defined)) pide apoyo.",
    "Según el [INEQ](acronym_bare acronym=INEQ), la inflación bajó.",
    "Se reunió con el [FONAVEX](acronym_bare) y la [CEXPO](acronym_bare).",
    "La [Asociación Civil](pattern_asociación acronym=None) (Salta) opinó.",  # a place
    "La [Cámara de Comercio de Cali](pattern_cámara acronym=None), "  # another's name
    "[BBVA](lexicon_full), y otros firmaron.",
    "El Plan de Emergencia Habitacional (PEH) avanza.",  # a plan
    "La Inversión Extranjera Directa (IED) creció y la IED bajó.",  # a term
    "El XIV festival se inauguró y el III también.",  # numbers
    "El ABC123 y el PBI 2020 suben.",
    "Compró el DVD y mató al VIH.",  # no institutions
    "Con INEQ no hay artículo.",
    "El [IGS](acronym_defined) ([Instituto Geológico del Sur](pattern_instituto "
    "acronym=IGS)) advirtió del riesgo.",
    "Según el ADN, el hombre es culpable.",
]
COMPANIES = [
    "[Transportes Vega S.R.L.](company kind=company) ganó; "
    "los buses de [Transportes Vega](company_again) llegaron.",
    "[Inversiones del Pacífico S.A.](company) exportará e "
    "[Inversiones del Pacífico](company_again kind=company) pagará.",
    "[Benito Jujuy e Hijos S.A.](company) exportará.",
    "[Agroinsumos Andinos S.A. de C.V.](company) y [Pesquera Sur S.L.](company) firmaron.",
    "La licitación la ganó [Obras Norte Ltda.](company) en Quito.",
    "Al puerto llegó [Navitrans Holding Inc.](company) ayer.",
    "Los productos S.A. no existen.",
    "La vitamina S. A. no existe.",
    "La sociedad anónima cerrada es una forma legal.",
    "Los buses de Transportes Vega llegaron.",  # never named in full
    "Ganó [Obras Norte Ltda.](company) la licitación.",
    "La firma [Cobre Austral S.A.](pattern_firma) invertirá; [Cobre Austral](company_again).",
]
SHORT = [
    "La [Diputación Provincial de Soria](pattern_diputación) dijo que la [Diputación](short) paga.",
    "El [Instituto de Vialidad de Salta](pattern_instituto) licitó; el [Instituto](short) pagará.",
    "PE: La [Defensoría del Pueblo](lexicon_full) alertó y la "
    "[Defensoría](short known_name='Defensoría del Pueblo') pidió informes.",
    "El [Instituto de Salta](pattern_instituto) y el [Instituto de Jujuy](pattern_instituto) "
    "firmaron; el Instituto pagará.",  # which of the two?
    "Se aprobó en el Instituto la norma.",
    "Ayer el [Ayuntamiento](alone) aprobó el plan.",
    "Ayer la [Tesorería](alone kind=government) pagó la deuda.",
    "La ciudad tiene un Cabildo abierto.",
    "Ayer el Instituto cerró.",
    "PE: La [Diresa Puno](pattern_diresa) vacunó con la [UGEL Lampa](pattern_ugel).",
    bug(
        "PE: El [Ministerio de Salud](lexicon_full) vacunó. [Dicho ministerio](generic) pagó.",
        "a noun that points to the institution",
    ),
    bug(
        "CO: La [Gobernación del Huila](pattern_gobernación) dice: la [Gobernación](short) paga.",
        "another country's acronym hides the short form",
    ),
]
LED = [
    "El presidente de [Feragua](led), Álvaro Sevilla, pidió agua.",
    "El presidente ejecutivo de [Agroandes](led), Luis Vera, pidió agua.",
    "El gerente de [Tecnofrío](led), Luis Vera, pidió agua.",
    "El presidente de Chile, Luis Vera, pidió agua.",
    "El presidente de Feragua pidió agua.",
    "El médico de Feragua, Luis Vera, pidió agua.",
    "El presidente del Directorio, Luis Vera, pidió agua.",
]
ALONE = [
    "La policía detuvo al ministro en la universidad.",
    "Los hospitales y las universidades cerraron.",
    "Un Gobierno abierto y una Justicia rápida.",
    "El Servicio Militar es voluntario.",
    "El Centro Cultural abre mañana.",
    "El Grupo Ganador recibió el premio.",
    "La Red Vial mejora.",
    "El Frente Frío avanza.",
    "El Departamento de Antioquia creció.",
    "El Archivo Histórico abrió.",
    "El programa nacional de becas abrió.",
    "El Programa Nacional de Becas Rurales abrió.",  # a programme without an acronym
    "El gobierno regional invertirá.",
    "La firma del convenio fue ayer.",
    "El partido de ayer terminó.",
    "La ONG local donó.",
    "Ana Torres viajó con Marina Silva.",
    "La ministra Luz Marina Sandoval viajó.",
    "La ministra Luz Marina Sandoval Paz viajó.",
    "El proyecto “Red Vital para el Norte” avanza.",
    "El programa “Hospital Seguro” avanza.",
    "El partido Perú contra Chile terminó.",
]
READ = [
    *HEADS, *ENDS, *PARENTS, *LEXICON, *SHARED, *ACRONYMS, *COMPANIES, *SHORT, *LED, *ALONE
]  # fmt: skip
KNOWN = """
PE: MTC Midagri Mimp MIMP Reniec JNE ONPE PNP Petroperú Sedapal Corpac UNMSM PUCP UNI SIS
CL: Codelco INDH Carabineros Minvu Sernac
CO: DANE ICBF DIAN SENA Ecopetrol
MX: IMSS INE Pemex Sedena Semarnat
AR: Conicet AFIP INTA UBA Anses
ES: DGT Aemet CSIC Renfe AEMPS
EC: IESS Senescyt CNE
BO: ABC YPFB SEDES
UY: ANEP BPS Antel
PY: IPS ANDE Itaipú
CR: CCSS ICE
GT: IGSS Renap
DO: JCE Minerd
VE: Saime Pdvsa
HN: IHSS INA
SV: ISSS ANDA
NI: INSS Enatrel
PA: CSS ACP
CU: Icrt
""".split()
OPENING = {
    row["head"].split()[0].replace(".", "") for row in read_language("organization_heads.csv")
}


@pytest.mark.parametrize("example", READ)
def test_organizations(example):
    check(example, GROUP)


def test_every_rule_has_a_sentence():
    modules = (
        "fields/organizations.py",
        "institution_names.py",
        "shared_heads.py",
        "company_names.py",
        "abbreviations.py",
    )
    named = rules_in(GROUP, *modules) | {f"pattern_{word}" for word in OPENING}
    assert named <= rules_of(READ)


def bodies():
    """Country and short name of each of the best-known bodies."""
    country = ""
    for word in KNOWN:
        if word.endswith(":"):
            country = word[:2]
        else:
            yield country, word


@pytest.mark.parametrize(("country", "name"), list(bodies()))
def test_the_best_known_bodies(country, name):
    [span] = read(f"Ayer se reunió con la {name} en la sede.", country).spans[GROUP]
    assert (span.text, span._.organization["country"]) == (name, country)


NAMES = {"cancillería", "carabineros", "cáritas"}
"""Heads that are names of institutions as well."""


@pytest.mark.parametrize(
    "head", sorted({row["head"] for row in read_language("organization_heads.csv")} - NAMES)
)
def test_a_head_alone_names_nothing(head):
    text = f"Ayer visitó un {head} muy antiguo. {head.capitalize()} de calidad, dijo."
    assert not read(text).spans[GROUP]


@pytest.mark.parametrize("text", ["Foto: ANDINA/Difusión", "Más en Andina:\nMinsa vacuna"])
def test_page_furniture_names_nothing(text):
    body = "El Ministerio de Salud vacunó a la población del distrito."
    assert [span.text for span in read(f"{body}\n\n{text}").spans[GROUP]] == ["Ministerio de Salud"]


def test_a_mention_of_each_example_is_marked():
    assert all(parse(example)[2] for example in HEADS)
