"""Feedless sites that are held out, the seventh set: lists in JSON that publishing systems answer."""

from __future__ import annotations

from tests.sites.building import Document
from tests.sites.feedless.held_out_seventh_desk import (
    LINKED_DATA,
    OPEN_GRAPH,
    desk,
    marked,
    plain_page,
)
from tests.sites.feedless.invention import local, millis
from tests.sites.feedless.simulated import Asked, Feedless, as_json, batch
from tests.sites.stories import Story

FILM = "Vídeo: a serra em imagens, parte"


def gazetaserrana() -> Feedless:
    """A Brazilian paper on Arc XP: /pf/api/v3/content/fetch has its query as JSON."""
    made = desk(
        "gazetaserrana json pt 44 240",
        title="Gazeta Serrana",
        address="/{{section}}/{{slug}}/",
        sections=(("cidades", "Cidades"), ("politica", "Política"), ("agro", "Agro")),
        traps=("/pf/api/v3/content/fetch/user-profile", "/assinante/entrar/", "/api/v1/reactions"),
        robots="User-agent: *\nDisallow: /assinante/\nDisallow: /busca/\n",
        head='<link rel="canonical" href="{{url}}"/>\n' + OPEN_GRAPH + "\n" + LINKED_DATA,
        article="""<article class="b-article"><div class="c-overline"><a href="/{{section}}/"
>{{sectionname}}</a></div>
<h1 class="c-heading b-headline">{{title}}</h1><div class="c-attribution b-byline">Por {{by}}</div>
<time as="time" class="c-date b-date" datetime="{{iso}}">{{[%d/%m/%Y às %Hh%M]}}</time>
<div class="article-body-wrapper b-article-body">{{body}}</div><a href="/assinante/entrar/?next={{path}}"
>Assine</a>
</article>""",
        shell="""<!DOCTYPE html><html lang="pt-BR"><head><meta charset="utf-8"/><title>{{page}} | Gazeta
 Serrana</title>{{head}}
<script
>window.Fusion=window.Fusion||{};Fusion.arcSite="serrana";Fusion.contextPath="/pf";Fusion.deployment="142";
Fusion.mxId="00000000";</script></head><body><div id="fusion-app" class="layout-section"><header
 class="b-header-nav"><nav>
<a href="/">Início</a><a href="/cidades/">Cidades</a><a href="/politica/">Política</a><a href="/agro/"
>Agro</a>
<a href="/classificados/">Classificados</a><a href="/assinante/entrar/">Entrar</a></nav></header>{{main}}
<footer class="b-footer"><a href="/quem-somos/">Quem somos</a></footer></div></body></html>""",
    )
    site = made.site
    films: list[dict[str, object]] = [
        {
            "_id": f"VID{n}",
            "type": "video",
            "canonical_url": f"/video/serra-em-imagens-{n}/",
            "headlines": {"basic": f"{FILM} {n}"},
            "display_date": f"2026-11-{26 - n}T12:00:00Z",
        }
        for n in range(1, 5)
    ]
    for n, film in enumerate(films, 1):
        name = f"{FILM} {n}"
        made.page(
            str(film["canonical_url"]),
            name,
            f"<h1 class='c-heading'>{name}</h1><div class='powa'></div><p>Imagens da semana na serra.</p>",
            marked("VideoObject", name, uploadDate=film["display_date"]),
        )

    def element(story: Story) -> dict[str, object]:
        return {
            "_id": made.fill("{{hash}}", story).upper(),
            "type": "story",
            "canonical_url": made.where[story.number],
            "headlines": {"basic": story.title},
            "description": {"basic": story.teaser[:110]},
            "display_date": f"{story.published:%Y-%m-%dT%H:%M:%S}Z",
            "credits": {"by": [{"_id": "autor", "type": "author", "name": story.author}]},
            "websites": {"serrana": {"website_section": {"_id": made.fill("/{{section}}", story)}}},
        }

    def answer(asked: Asked) -> Document:
        query = asked.object_of("query")
        start, size = int(query.get("feedOffset", 0)), int(query.get("feedSize", 10))
        some = made.of(str(query.get("includeSections", "")).strip("/"))
        elements = [element(story) for story in some[start : start + size]]
        if elements:
            elements.insert(2, films[start // max(size, 1) % len(films)])
        more = {"next": start + size} if start + size < len(some) else {}
        return as_json(
            {"type": "results", "version": "0.6.0", "content_elements": elements, "count": len(some), **more}
        )

    site.route("/pf/api/v3/content/fetch/story-feed-sections", answer)
    made.script(
        "/pf/dist/components/combinations/default.js",
        """!function(e){"use strict";var box=document.querySelector(".b-results-list");if(!box)return;
var s=box.dataset.section,
at=0,size=8,btn=document.querySelector(".b-results-list__seemore");function load(){var q={excludeSections:"",
feedOffset:at,
feedSize:size,includeSections:s};fetch(
e.contextPath+"/api/v3/content/fetch/story-feed-sections?query="+encodeURIComponent(
JSON.stringify(q))+"&d="+e.deployment+"&mxId="+e.mxId+"&_website="+e.arcSite).then(function(r){return r.json(
)}).then(
function(d){d.content_elements.forEach(function(c){var n=document.createElement("div");
n.className="result-card";
n.innerHTML="<a class='c-link' href='"+c.canonical_url+"'><h2>"+c.headlines.basic+"</h2></a>";
box.appendChild(n)});
at=d.next;btn.style.display=at?"":"none"})}btn.onclick=load;load()}(window.Fusion);""",
    )
    for slug, name in made.sections:
        made.page(
            f"/{slug}/",
            name,
            f"<h1>{name}</h1><div class='b-results-list' data-section='/{slug}'></div><button "
            "class='b-results-list__seemore'>Mostrar mais</button>"
            "<script src='/pf/dist/components/combinations/default.js?d=142' defer></script>",
        )
        for start in range(0, len(made.of(slug)), 8):
            query = f'{{"excludeSections":"","feedOffset":{start},"feedSize":8,"includeSections":"/{slug}"}}'
            site.read(f"/pf/api/v3/content/fetch/story-feed-sections?query={query}&d=142&_website=serrana")
    made.page(
        "/classificados/",
        "Classificados",
        plain_page("Classificados\nVende-se trator, ano 2011, bom estado."),
    )
    made.page("/quem-somos/", "Quem somos", plain_page("Quem somos\nA Gazeta Serrana circula desde 1964."))
    row = "<div class='top-table-list'><a href='{{path}}'><h2>{{title}}</h2></a></div>"
    made.page("/", "Início", made.rows(row, made.stories[:5]))
    return site


def dongtan() -> Feedless:
    """A Chinese portal with a rolling list as Sina's: /api/roll/get answers result.data, 12 a page."""
    made = desk(
        "dongtan json zh 58 45",
        title="东滩在线",
        address="/c/{{[%Y-%m-%d]}}/doc-i{{hash}}.shtml",
        first=700200,
        traps=("/api/comment/vote", "/signin/signin.php", "/api/hits"),
        head=OPEN_GRAPH + '\n<meta name="publishid" content="i{{hash}}">',
        article="""<div class="main-content w1240"><div class="path" id="path"><a href="/">首页</a> &gt;
 正文</div>
<h1 class="main-title">{{title}}</h1><div class="top-bar"><div class="date-source"><span class="date"
>{{[%Y年%m月%d日 %H:%M]}}</span> <span class="source ent-source">东滩晚报</span></div></div>
<div class="article-content"><div class="article" id="article">{{body}}<p class="show_author"
>责任编辑：{{by}} </p></div>
<a href="/api/comment/vote?id={{id}}">顶</a></div></div>""",
        shell="""<!DOCTYPE html><!-- [ published at 2026-11-27 06:50:01 ] --><html><head><meta
 charset="utf-8"/>
<title>{{page}}_东滩在线</title>{{head}}</head><body><div class="top-nav"><a href="/">首页</a><a href="/roll/"
>滚动</a>
<a href="/zt/">专题</a><a href="/signin/signin.php">登录</a></div>{{main}}<div class="footer"><a
 href="/about/"
>关于我们</a>
<p>Copyright © 1999-2026 东滩在线 版权所有</p></div></body></html>""",
    )
    site = made.site

    def entry(story: Story) -> dict[str, object]:
        clock = str(millis(story) // 1000)
        return {
            "intime": clock,
            "ctime": clock,
            "oid": made.fill("{{hash}}", story),
            "title": story.title,
            "stitle": "",
            "url": site.url(story),
            "media_name": "东滩晚报",
            "intro": story.teaser[:60],
            "lids": "2510,2509",
            "categoryid": "1",
            "comment_total": "",
            "img": {"u": f"http://n.dongtan-img.example/{made.number(story)}.jpg", "w": "200", "h": "112"},
        }

    def answer(asked: Asked) -> Document:
        page = asked.number("page", 1)
        some = batch(made.stories, page - 1, asked.number("num", 12))
        status = {"code": 0, "msg": "succ"}
        result = {"status": status, "timestamp": "Fri Nov 27 06:50:12 +0800 2026", "total": len(made.stories)}
        return as_json(
            {"result": {**result, "pageid": 153, "lid": 2509, "data": [entry(one) for one in some]}}
        )

    site.route("/api/roll/get", answer)
    made.script(
        "/js/roll.js",
        """(function () {
  var conf = { pageid: '153', lid: '2509', k: '', num: 12 }, box = document.getElementById('d_list');
  var pages = document.getElementById('pages');
  function show(page) {
    var url = '/api/roll/get?pageid=' + conf.pageid + '&lid=' + conf.lid + '&k=' + conf.k +
      '&num=' + conf.num +
      '&page=' + page + '&r=' + Math.random();
    var xhr = new XMLHttpRequest();
    xhr.open('GET', url);
    xhr.onload = function () {
      var res = JSON.parse(xhr.responseText).result, html = '', turn = '';
      res.data.forEach(function (one, i) {
        if (i && i % 5 === 0) html += '</ul><ul>';
        html += '<li><span class="c_tit"><a href="' + one.url + '" target="_blank">' + one.title +
          '</a></span></li>';
      });
      box.innerHTML = '<ul>' + html + '</ul>';
      for (var n = 1; n <= Math.ceil(res.total / conf.num); n++) {
        turn += n === page ? '<span class="pagebox_num_nonce">' + n + '</span>'
          : '<span class="pagebox_num"><a href="javascript:void(0)" data-n="' + n + '">' + n + '</a></span>';
      }
      pages.innerHTML = turn;
    };
    xhr.send();
  }
  pages.onclick = function (e) { if (e.target.dataset.n) show(+e.target.dataset.n); };
  show(1);
})();""",
    )
    made.page(
        "/roll/",
        "滚动新闻",
        "<h2>滚动新闻</h2><div id='d_list' class='d_list_txt'></div><div id='pages' class='pagebox'></div>"
        "<script src='/js/roll.js'></script>",
    )
    for page in range(1, 6):
        site.read(f"/api/roll/get?pageid=153&lid=2509&k=&num=12&page={page}")
    topics = {"qiaoliang": "桥梁改造专题", "chunyun": "春运专题"}
    made.page("/zt/", "专题", "".join(f"<li><a href='/zt/{s}/'>{n}</a></li>" for s, n in topics.items()))
    for slug, name in topics.items():
        made.page(f"/zt/{slug}/", name, f"<h1>{name}</h1><p>本专题汇集有关报道与图片，持续更新。</p>")
    made.page("/about/", "关于我们", plain_page("关于我们\n东滩在线是综合门户网站。\n客服电话：400-000-0000"))
    row = '<li><a href="{{url}}" target="_blank">{{title}}</a></li>'
    made.page(
        "/", "首页", f"<ul class='list-a'>{made.rows(row, made.stories[:8])}</ul><a href='/roll/'>更多</a>"
    )
    return site


def nusapos() -> Feedless:
    """An Indonesian paper with its own front before WordPress: /wp-json/wp/v2/posts."""
    made = desk(
        "nusapos json id 45 220",
        title="Nusa Pos",
        address="/{{[%Y/%m]}}/{{slug}}/",
        sections=(("daerah", "Daerah"), ("ekonomi", "Ekonomi")),
        first=90410,
        traps=("/wp-login.php", "/wp-json/wp/v2/comments", "/wp-json/nusa/v1/views"),
        robots="User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n",
        head='<link rel="canonical" href="{{url}}" />\n' + OPEN_GRAPH,
        article="""<article id="post-{{id}}" class="post-{{id}} post hentry"><header class="entry-header"><h1
 class="entry-title">{{title}}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date
 published"
 datetime="{{iso}}">{{[%d/%m/%Y %H:%M]}} WIB</time></span> <span class="byline">oleh <a class="url fn n"
 href="/author/redaksi/">{{by}}</a></span></div></header><div class="entry-content">{{body}}</div>
<a href="/wp-login.php">Masuk untuk berkomentar</a></article>""",
        shell="""<!doctype html><html lang="id-ID"><head><meta charset="UTF-8" /><title>{{page}} &#8211;
 Nusa Pos</title>{{head}}
<link rel="https://api.w.org/" href="/wp-json/" /></head><body class="home blog"><header id="masthead"><a
 href="/">Nusa Pos</a>
<ul id="primary-menu"><li><a href="/category/daerah/">Daerah</a></li><li><a href="/category/ekonomi/"
>Ekonomi</a></li>
<li><a href="/redaksi/">Redaksi</a></li><li><a href="/pedoman-media-siber/">Pedoman Media Siber</a></li></ul>
</header>
<div id="content">{{main}}</div><footer><a href="/wp-login.php">Masuk</a></footer></body></html>""",
    )
    site = made.site
    terms = {"daerah": 3, "ekonomi": 5}

    def post(story: Story) -> dict[str, object]:
        return {
            "id": made.number(story),
            "date": f"{local(story):%Y-%m-%dT%H:%M:%S}",
            "date_gmt": f"{story.published:%Y-%m-%dT%H:%M:%S}",
            "slug": made.fill("{{slug}}", story),
            "status": "publish",
            "type": "post",
            "link": site.url(story),
            "title": {"rendered": story.title},
            "excerpt": {"rendered": f"<p>{story.teaser[:100]} [&hellip;]</p>\n", "protected": False},
            "categories": [terms[made.fill("{{section}}", story)]],
        }

    def answer(asked: Asked) -> Document:
        page, size = asked.number("page", 1), asked.number("per_page", 10)
        term = asked.number("categories", 0)
        some = [s for s in made.stories if not term or terms[made.fill("{{section}}", s)] == term]
        part = batch(some, page - 1, size)
        if not part:
            code = {
                "code": "rest_post_invalid_page_number",
                "message": "The page number is larger",
                "data": {"status": 400},
            }
            return as_json(code, status=400)
        return as_json([post(story) for story in part])

    pages = {"redaksi": "Redaksi", "pedoman-media-siber": "Pedoman Media Siber"}
    site.data(
        "/wp-json/wp/v2/pages",
        [
            {"id": n, "link": site.full(f"/{s}/"), "type": "page", "title": {"rendered": t}}
            for n, (s, t) in enumerate(pages.items(), 2)
        ],
    )
    site.route("/wp-json/wp/v2/posts", answer)
    made.script(
        "/wp-content/themes/nusa/dist/app.js",
        """(()=>{const list=document.querySelector('#daftar'),more=document.querySelector('#muat');
if(!list)return;
const cat=list.dataset.cat;let page=1;
async function load(){const p=new URLSearchParams({page,per_page:9,
_fields:'id,date,link,title,excerpt,categories'});
if(cat)p.set('categories',cat);const res=await fetch('/wp-json/wp/v2/posts?'+p);if(!res.ok){more.hidden=true;
return}
const posts=await res.json();for(const post of posts){const card=document.createElement('article');
card.innerHTML=`<h2><a href="${post.link}">${post.title.rendered}</a></h2>${post.excerpt.rendered}`;
list.append(card)}
page++;more.hidden=posts.length<9}
more.addEventListener('click',load);load()})();""",
    )
    code = "<script src='/wp-content/themes/nusa/dist/app.js?ver=3.1' defer></script>"
    box = "<div id='daftar' data-cat='{0}'></div><button id='muat' type='button'>Muat lagi</button>" + code
    made.page("/", "Beranda", f"<h1>Berita terbaru</h1>{box.format('')}")
    for page in range(1, 6):
        site.read(f"/wp-json/wp/v2/posts?page={page}&per_page=9")
    for slug, name in made.sections:
        made.page(f"/category/{slug}/", name, f"<h1>{name}</h1>{box.format(terms[slug])}")
    made.page("/author/redaksi/", "Redaksi", plain_page("Redaksi\nTulisan oleh tim redaksi Nusa Pos."))
    for slug, name in pages.items():
        made.page(
            f"/{slug}/", name, plain_page(f"{name}\nNusa Pos tunduk pada undang-undang pers dan kode etik.")
        )
    return site


def belmont() -> Feedless:
    """A French town whose Drupal answers JSON:API to its own front: page[offset], and events of the diary."""
    made = desk(
        "belmont json fr 40 560",
        title="Belmont-sur-Loue",
        address="/actualites/{{slug}}",
        first=3100,
        traps=("/user/login", "/jsonapi/user/user", "/newsletter/inscription"),
        robots="User-agent: *\nDisallow: /admin/\nDisallow: /user/\n",
        head='<link rel="canonical" href="{{url}}" />\n<meta property="article:published_time" '
        'content="{{iso}}" />',
        article="""<article class="node node--type-article node--view-mode-full actu"><h1
 class="actu__titre">{{title}}</h1>
<p class="actu__meta">Publié le <time datetime="{{iso}}">{{[%d/%m/%Y]}}</time> par {{by}}</p>
<div class="text-formatted field field--name-body">{{body}}</div><a href="/newsletter/inscription"
>S'abonner</a></article>""",
        shell="""<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8" /><title
>{{page}} | Belmont-sur-Loue</title>{{head}}
</head><body><header><a href="/">Belmont-sur-Loue</a><nav><a href="/actualites">Actualités</a><a
 href="/agenda">Agenda</a>
<a href="/mairie">Mairie</a><a href="/user/login">Connexion</a></nav></header><main>{{main}}</main>
<footer><a href="/mentions-legales">Mentions légales</a></footer></body></html>""",
    )
    site = made.site

    def node(story: Story) -> dict[str, object]:
        code = made.fill("{{hash}}", story)
        return {
            "type": "node--article",
            "id": f"{code[:8]}-{code[8:12]}-4c1e-9d20-{code[4:16]}",
            "attributes": {
                "drupal_internal__nid": made.number(story),
                "title": story.title,
                "created": local(story).isoformat(),
                "path": {"alias": made.where[story.number], "pid": made.number(story), "langcode": "fr"},
                "field_chapo": story.teaser[:110],
            },
        }

    def answer(asked: Asked) -> Document:
        start, size = asked.number("page[offset]", 0), asked.number("page[limit]", 12)
        links: dict[str, object] = {"self": {"href": asked.url}}
        if start + size < len(made.stories):
            links["next"] = {
                "href": site.full(
                    f"/jsonapi/node/article?{FIELDS}&page[offset]={start + size}&page[limit]={size}"
                )
            }
        part = made.stories[start : start + size]
        value = {"jsonapi": {"version": "1.0"}, "data": [node(story) for story in part], "links": links}
        return as_json(value, "application/vnd.api+json")

    site.route("/jsonapi/node/article", answer)
    events = {
        "bal-des-pompiers": "Bal des pompiers",
        "loto-du-club": "Loto du club",
        "vide-grenier": "Vide-grenier",
    }
    site.data(
        "/jsonapi/node/evenement",
        {
            "data": [
                {
                    "type": "node--evenement",
                    "attributes": {"title": name, "path": {"alias": f"/agenda/{slug}"}},
                }
                for slug, name in events.items()
            ]
        },
        "application/vnd.api+json",
    )
    made.script(
        "/themes/custom/belmont/dist/front.js",
        """import('/themes/custom/belmont/dist/api.js').then(({get}) => {
  const list = document.querySelector('[data-actus]'), more = document.querySelector('.voir-plus');
  const diary = document.querySelector('[data-agenda]');
  const card = (n) =>
    `<div class="carte"><h3><a href="${n.attributes.path.alias}">${n.attributes.title}</a></h3></div>`;
  let next = '/jsonapi/node/article?"""
        "sort=-created&fields[node--article]=title,created,path,field_chapo"
        """&page[offset]=0&page[limit]=12';
  const load = async () => {
    const {data, links} = await get(next);
    list.insertAdjacentHTML('beforeend', data.map(card).join(''));
    next = links.next && links.next.href;
    more.hidden = !next;
  };
  if (list) { more.addEventListener('click', load); load(); }
  if (diary) get('/jsonapi/node/evenement').then(({data}) => { diary.innerHTML = data.map(card).join(''); });
});""",
    )
    site.script(
        "/themes/custom/belmont/dist/api.js",
        "export const get = (u) => fetch(u, {headers: {Accept: 'application/vnd.api+json'}}).then((r) => "
        "r.json());",
    )
    code = "<script type='module' src='/themes/custom/belmont/dist/front.js'></script>"
    made.page(
        "/actualites",
        "Actualités",
        "<h1>Actualités</h1><div data-actus></div><button class='voir-plus'>Voir plus d'actualités</button>"
        f"{code}",
    )
    for start in range(0, 40, 12):
        site.read(f"/jsonapi/node/article?{FIELDS}&page[offset]={start}&page[limit]=12")
    made.page("/agenda", "Agenda", f"<h1>Agenda</h1><div data-agenda></div>{code}")
    for slug, name in events.items():
        made.page(
            f"/agenda/{slug}",
            name,
            f"<h1>{name}</h1><p>Samedi 12 décembre à la salle des fêtes, à partir de 14 heures.</p>",
            marked("Event", name, startDate="2026-12-12T14:00:00+01:00"),
        )
    made.page("/mairie", "Mairie", plain_page("Mairie\nOuverte du lundi au vendredi de 9 h à midi."))
    made.page(
        "/mentions-legales",
        "Mentions légales",
        plain_page("Mentions légales\nDirecteur de la publication : le maire."),
    )
    row = "<div class='une'><a href='{{path}}'>{{title}}</a></div>"
    made.page(
        "/",
        "Accueil",
        f"{made.rows(row, made.stories[:3])}<div data-agenda></div><a href='/actualites'>Toutes</a>{code}",
    )
    return site


FIELDS = "sort=-created&fields[node--article]=title,created,path,field_chapo"


BUILDERS = (gazetaserrana, dongtan, nusapos, belmont)
